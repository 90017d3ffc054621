"""How the index is made, from the edition of the instrument; how a rank is read; the words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.oversight.assessment import selectors
from balai.oversight.portal.pages import lists
from balai.oversight.portal.words import language, score
from balai.ui import figures

if TYPE_CHECKING:
    from balai.oversight.assessment.selectors import (
        Component,
        Dimension,
        Edition,
        Item,
        ListHead,
        RollUp,
    )

STATUS = {"terbit": "ready", "rekonstruksi": "attention", "belum_terverifikasi": "begin"}
"""Which tag a status wears."""


def status_word(status: str) -> str:
    """Say how sure an element is, in a word."""
    words = {
        "terbit": _("terbit"),
        "rekonstruksi": _("rekonstruksi"),
        "belum_terverifikasi": _("belum terverifikasi"),
    }
    return words[status]


@dataclass(frozen=True, slots=True)
class Status:
    """A status as a tag: its word and the tag's kind."""

    word: str
    kind: str


def status(code: str) -> Status:
    """Return the tag of a status."""
    return Status(status_word(code), STATUS[code])


@dataclass(frozen=True, slots=True)
class WeightedComponent:
    """A component with its weight in print."""

    component: Component
    weight: str
    status: Status


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """A dimension with its sub-dimensions as one line."""

    dimension: Dimension
    sub_dimensions: str
    status: Status


@dataclass(frozen=True, slots=True)
class RollUpLine:
    """A roll-up as a formula in words."""

    roll_up: RollUp
    formula: str
    note: str
    status: Status


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with the component and the kind of its answer."""

    item: Item
    answer: str
    levels: str
    note: str
    status: Status


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """The items of one component."""

    name: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The method as the edition tells it; edition is None before one is loaded."""

    edition: Edition | None
    status: Status | None
    components: tuple[WeightedComponent, ...]
    dimensions: tuple[DimensionLine, ...]
    roll_ups: tuple[RollUpLine, ...]
    groups: tuple[ItemGroup, ...]
    example: str


def _formula(edition: Edition, roll_up: RollUp) -> str:
    """Write a weighted mean as a sum, or as the plain mean when all weights are equal."""
    source = edition.components if roll_up.over == "components" else edition.dimensions
    names = {element.code: str(element.names) for element in source}
    weights = roll_up.weights
    if len(set(weights.values())) == 1:
        return _("rata-rata dari {names}").format(names=" + ".join(names[c] for c in weights))
    return " + ".join(
        f"{figures.percent(weight, language())} \N{MULTIPLICATION SIGN} {names[code]}"
        for code, weight in weights.items()
    )


def _answers() -> dict[str, str]:
    return {
        "levels": _("pilihan tingkat"),
        "document": _("dokumen"),
        "percent": _("persen"),
        "survey": _("survei warga"),
        "number": _("angka"),
    }


def _groups(edition: Edition) -> tuple[ItemGroup, ...]:
    answers = _answers()
    by_component: dict[str, list[ItemLine]] = defaultdict(list)
    for item in edition.items:
        by_component[item.component].append(
            ItemLine(
                item,
                answers[item.answer],
                " \N{MIDDLE DOT} ".join(str(level.names) for level in item.levels),
                str(item.note),
                status(item.status),
            )
        )
    return tuple(
        ItemGroup(str(component.names), tuple(by_component[component.code]))
        for component in edition.components
        if by_component[component.code]
    )


def _components(edition: Edition) -> tuple[WeightedComponent, ...]:
    weights = edition.roll_up().weights
    return tuple(
        WeightedComponent(c, figures.percent(weights[c.code], language()), status(c.status))
        for c in edition.components
    )


def build() -> MethodPage:
    """Gather the page from the newest edition; one query."""
    try:
        edition = selectors.edition()
    except selectors.UnknownEditionError:
        return MethodPage(None, None, (), (), (), (), "")
    return MethodPage(
        edition=edition,
        status=status(edition.status),
        components=_components(edition),
        dimensions=tuple(
            DimensionLine(d, ", ".join(str(s.names) for s in d.sub_dimensions), status(d.status))
            for d in edition.dimensions
        ),
        roll_ups=tuple(
            RollUpLine(r, _formula(edition, r), str(r.note), status(r.status))
            for r in edition.roll_ups
        ),
        groups=_groups(edition),
        example=lists.region_url("35.71", 2022),
    )


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list with how much of it is known, for the page on reading ranks."""

    head: ListHead
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """How a rank is to be read, shown on the lists that are published."""

    lists: tuple[ListLine, ...]
    twin: tuple[str, str, str] | None


def _twin(heads: tuple[ListHead, ...]) -> tuple[str, str, str] | None:
    """Find one rank that stands for different scores in two lists of a year, to show why."""
    by_year: dict[int, list[ListHead]] = defaultdict(list)
    for head in heads:
        by_year[head.year].append(head)
    for year in sorted(by_year, reverse=True):
        pair = [head for head in by_year[year] if head.scored and head.known_count]
        if len(pair) < 2:  # noqa: PLR2004 - two lists make a pair
            continue
        ends = [lists.scores(selectors.list_rows(head.round_code, head.code)) for head in pair[:2]]
        lines = [
            _("{list}: dari {low} sampai {high}").format(
                list=lists.list_name(head), low=score(min(known)), high=score(max(known))
            )
            for head, known in zip(pair, ends, strict=False)
        ]
        return str(year), lines[0], lines[1]
    return None


def reading() -> ReadingPage:
    """Gather the page: every list, and the pair of lists that shows why ranks don't compare."""
    heads = tuple(head for head in selectors.lists() if not head.synthetic)
    return ReadingPage(
        tuple(ListLine(head, lists.list_url(head), str(head.names)) for head in heads),
        _twin(heads),
    )


def glossary() -> tuple[tuple[str, str, str], ...]:
    """Return the words of the pages: anchor, word, what it means, by word."""
    terms = (
        ("indeks", _("Indeks pencapaian"), _("Angka 0 sampai 4, gabungan lima komponen menurut bobotnya.")),
        ("komponen", _("Komponen"), _("Bagian dari indeks: baseline, output, outcome, impact, dan quick win. Nama-nama ini dipakai kementerian apa adanya.")),
        ("dimensi", _("Dimensi"), _("Enam sisi kota cerdas: governance, branding, economy, living, society, dan environment.")),
        ("baseline", _("Baseline"), _("Keadaan daerah saat mulai atau pada tahun evaluasi.")),
        ("output", _("Output"), _("Landasannya: kebijakan, kelembagaan, dan anggaran.")),
        ("outcome", _("Outcome"), _("Seberapa jauh rencana terlaksana, ditambah hasil tingkat daerah.")),
        ("impact", _("Impact"), _("Manfaat yang dirasakan warga, diukur dengan survei.")),
        ("quick-win", _("Quick win"), _("Program percepatan yang ditunjukkan kepada asesor.")),
        ("daftar", _("Daftar"), _("Daerah-daerah yang diperingkat bersama dalam satu tahun. Peringkat hanya berlaku di dalam daftarnya sendiri.")),
        ("peringkat", _("Peringkat"), _("Urutan menurut indeks dua desimal yang diterbitkan. Nilai sama berarti peringkat sama: 1, 1, 3.")),
        ("diketahui-sampai", _("Diketahui sampai peringkat"), _("Sampai peringkat ini tidak ada daerah yang nilainya hilang. Di bawahnya mungkin ada daerah yang belum kami ketahui.")),
        ("peningkatan", _("Perubahan"), _("Indeks tahun ini dikurangi indeks tahun sebelumnya, keduanya sebagaimana diterbitkan.")),
        ("dihitung-ulang", _("Dihitung ulang"), _("Indeks yang kami hitung dari komponen yang diterbitkan. Yang berlaku tetap angka yang diterbitkan.")),
        ("cocok", _("Cocok"), _("Angka terbit dapat berasal dari komponennya bila pembulatan diperhitungkan.")),
        ("dinyatakan", _("Dinyatakan"), _("Angka yang disebut sebuah dokumen atau berita, bukan dihitung dari data di sini.")),
        ("diterima", _("Diterima"), _("Angka yang dikirim instalasi lain dengan tanda tangan digital.")),
        ("terukur", _("Terukur"), _("Angka yang dihitung dari baris data di instalasi ini.")),
        ("sintetis", _("Sintetis"), _("Angka buatan untuk contoh, hanya di Provinsi Contoh (99).")),
        ("rekonstruksi", _("Rekonstruksi"), _("Disusun kembali dari berita karena dokumen aslinya tidak terbuka.")),
    )  # fmt: skip
    return tuple(sorted(terms, key=lambda term: term[1].casefold()))
