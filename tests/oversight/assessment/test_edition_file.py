"""Editions of the instrument: the shipped one, another one, and every way a file is wrong."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from balai.engines.composite import Rounding
from balai.oversight.assessment import edition_file
from balai.oversight.assessment.instrument import BadEditionError
from balai.oversight.assessment.recompute import component_values, recompute

SHIPPED = (edition_file.FOLDER / "gmsc-2021.yaml").read_text()


def six_components():
    """An edition with six components, other weights and another scale."""
    component = "  - {{code: {0}, names: {{id: {1}, en: {1}}}, status: terbit, source: Uji, asks: {{id: x, en: x}}}}\n"
    weights = "a: 1/3, b: 1/6, c: 1/8, d: 1/8, e: 1/8, f: 1/8"
    return (
        "edition: uji-2031\n"
        "names: {id: Edisi uji 2031, en: Test edition 2031}\n"
        "status: rekonstruksi\n"
        "note: {id: Hanya untuk pengujian., en: For tests only.}\n"
        "scale: {low: 1, high: 5, decimals: 2, rounding: down}\n"
        "components:\n"
        + "".join(component.format(code, code.upper()) for code in "abcdef")
        + "dimensions: []\nitems: []\nroll_ups:\n"
        "  - code: index\n    names: {id: Indeks, en: Index}\n    over: components\n"
        f"    weights: {{{weights}}}\n    status: terbit\n    source: Uji\n"
    )


def faults_of(text):
    with pytest.raises(BadEditionError) as bad:
        edition_file.parse_edition(text.encode())
    return bad.value.faults


def line_of(text, part):
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_the_shipped_edition_weighs_as_the_letter_of_2021_says():
    edition = edition_file.shipped()

    assert edition.code == "gmsc-2021"
    assert dict(edition.roll_up().weights) == {
        "baseline": Fraction(10, 100),
        "output": Fraction(20, 100),
        "outcome": Fraction(30, 100),
        "impact": Fraction(20, 100),
        "quick_win": Fraction(20, 100),
    }
    assert edition.roll_up().status == "terbit"
    assert all("B-1013" in text for text in edition.roll_up().source)
    assert (edition.scale.low, edition.scale.high, edition.scale.decimals) == (0, 4, 2)
    assert edition.scale.rounding is Rounding.HALF_UP


def test_the_shipped_edition_has_six_dimensions_of_three_sub_dimensions():
    edition = edition_file.shipped()

    assert [len(d.sub_dimensions) for d in edition.dimensions] == [3] * 6
    assert edition.sub_dimension_count == 18


def test_whatever_is_not_published_is_labelled_and_says_what_is_unsure():
    edition = edition_file.shipped()

    assert {item.status for item in edition.items} == {"rekonstruksi"}
    assert all(item.note.id and item.note.en for item in edition.items)
    assert edition.roll_up("impact").status == "rekonstruksi"
    assert all(level.value is None for item in edition.items for level in item.levels)


def test_the_impact_roll_up_is_the_plain_mean_of_the_six_dimensions():
    assert set(edition_file.shipped().roll_up("impact").weights.values()) == {Fraction(1, 6)}


def test_a_second_edition_with_six_components_and_another_scale_needs_no_code():
    edition = edition_file.parse_edition(six_components().encode())
    values = {code: Decimal("4.50") for code in "abcde"} | {"f": Decimal("1.00")}

    (check,) = recompute(edition, total=Decimal("4.06"), components=values, dimensions={})

    assert check.exact == Fraction(9, 2) - Fraction(35, 80)
    assert (check.shown, check.consistent) == (Decimal("4.06"), True)
    parts = component_values(edition, values)
    assert [(p.code, p.weight) for p in parts][:2] == [("a", Fraction(1, 3)), ("b", Fraction(1, 6))]


def test_the_consistency_of_a_second_edition_follows_its_own_weights():
    edition = edition_file.parse_edition(six_components().encode())
    values = {code: Decimal("4.50") for code in "abcde"} | {"f": Decimal("1.00")}

    (check,) = recompute(edition, total=Decimal("3.92"), components=values, dimensions={})

    assert not check.consistent


WRONG = {
    "a sum of weights that is not one": (
        "outcome: 30",
        "outcome: 40",
        "weights: {baseline",
        "Jumlah bobot “index” 110%, bukan 1.",
        "100%",
    ),
    "a component without weight": (
        "baseline: 10, output: 20, outcome: 30",
        "output: 30, outcome: 30",
        "weights: {output",
        "Tanpa bobot: baseline.",
        "Beri bobot",
    ),
    "a weight that is a binary float": (
        "baseline: 10",
        "baseline: 0.1",
        "weights: {baseline",
        "desimal tanpa tanda kutip",
        "10/100",
    ),
    "a weight of an unknown component": (
        "quick_win: 20}",
        "quickwin: 20}",
        "quickwin",
        "“quickwin” tidak ada dalam edisi ini.",
        "quick_win",
    ),
    "an item of an unknown component": (
        "component: quick_win",
        "component: quickwin",
        "component: quickwin",
        "“quickwin” tidak ada dalam edisi ini.",
        "Pilih salah satu dari: baseline",
    ),
    "an item of an unknown sub-dimension": (
        "sub_dimension: waste",
        "sub_dimension: trash",
        "sub_dimension: trash",
        "“trash” tidak ada dalam edisi ini.",
        "waste",
    ),
    "a code twice": (
        "code: council_team_forum",
        "code: masterplan_in_force",
        None,
        "Kode “masterplan_in_force” dipakai dua kali.",
        "kode lain",
    ),
    "published without source": (
        '    source: {id: "Pelita Sumsel, 14 Januari 2022", en: "Pelita Sumsel, 14 January 2022"}\n',
        "",
        None,
        "harus menyebut sumbernya",
        "source:",
    ),
    "reconstructed without a note": (
        "    note: {id: Buktinya notulen rapat., en: The evidence is minutes of meetings.}\n",
        "",
        None,
        "menjelaskan apa yang belum pasti",
        "note:",
    ),
    "an unknown status": (
        "status: rekonstruksi\nnote",
        "status: resmi\nnote",
        "status: resmi",
        "“resmi” tidak dapat dipakai di sini.",
        "Pilih terbit",
    ),
    "an unknown key": (
        "edition: gmsc-2021",
        "edition: gmsc-2021\nversi: 2",
        "versi: 2",
        "“versi” tidak dikenal di sini.",
        "components",
    ),
    "a missing key": (
        "edition: gmsc-2021\n",
        "",
        None,
        "“edition” tidak ada.",
        "Tambahkan “edition:”",
    ),
    "a name in one language": (
        "names: {id: Baseline, en: Baseline}",
        "names: {id: Baseline}",
        "names: {id: Baseline}",
        "“en” tidak ada.",
        "Tulis keduanya",
    ),
    "a comma without quotes": (
        "id: Opini BPK atas laporan keuangan,",
        "id: Opini BPK, laporan keuangan,",
        "Opini BPK, laporan",
        "“laporan keuangan” tidak dikenal di sini.",
        "tanda kutip",
    ),
    "a rounding nobody knows": (
        "rounding: half_up",
        "rounding: nearest",
        "rounding: nearest",
        "“nearest” tidak dapat dipakai di sini.",
        "half_up",
    ),
    "a scale upside down": (
        "high: 4",
        "high: 0",
        "high: 0",
        "Skala harus naik",
        "low yang lebih kecil",
    ),
    "a key twice": (
        "scale:\n",
        "edition: lain\nscale:\n",
        "edition: lain",
        "“edition” tertulis dua kali.",
        "Hapus salah satu.",
    ),
    "no roll-up called index": (
        "code: index",
        "code: indeks",
        None,
        "Tidak ada gabungan “index”",
        "code: index",
    ),
    "broken YAML": (
        "status: rekonstruksi\nnote:",
        "status: [rekonstruksi\nnote:",
        None,
        "Bukan YAML",
        "tanda kutip",
    ),
    "levels for an item that has none": (
        "    answer: document\n    status: rekonstruksi\n    note: {id: Buktinya",
        (
            "    answer: document\n    levels: [{code: x, names: {id: x, en: x}, value: 1}]\n"
            "    status: rekonstruksi\n    note: {id: Buktinya"
        ),
        "levels: [{code: x",
        "tidak dijawab dengan tingkat",
        "answer: levels",
    ),
    "a level off the scale": (
        "{code: none, names: {id: Belum ada, en: None}, value: null}",
        "{code: none, names: {id: Belum ada, en: None}, value: 5}",
        "value: 5",
        "Nilai tingkat 5 di luar skala.",
        "dari 0 sampai 4",
    ),
    "levels that do not rise": (
        "value: null}\n      - {code: draft, names: {id: Rancangan, en: Draft}, value: null}",
        "value: 3}\n      - {code: draft, names: {id: Rancangan, en: Draft}, value: 2}",
        "value: 2}",
        "Tingkat tidak berurutan naik.",
        "nilai terendah",
    ),
    "an integer where text belongs": (
        "source: Jambi Ekspres 2022\n",
        "source: 2022\n",
        "source: 2022",
        "Isinya bukan teks.",
        "Tulis teks",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_every_fault_is_told_with_its_line_and_a_remedy(name):
    good, bad, where, message, remedy = WRONG[name]
    assert good in SHIPPED
    text = SHIPPED.replace(good, bad, 1)

    faults = faults_of(text)

    told = [f for f in faults if message in f.message]
    assert told, faults
    assert all(f.remedy for f in faults)
    assert remedy in told[0].remedy
    if where is not None:
        assert told[0].line == line_of(text, where)


def test_several_faults_are_told_at_once_by_line():
    text = SHIPPED.replace("component: impact", "component: impak").replace(
        "outcome: 30", "outcome: 31"
    )

    faults = faults_of(text)

    assert len(faults) == 4
    assert [f.line for f in faults] == sorted(f.line for f in faults)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "Berkas ini kosong."),
        (b"edition: x\nnames: \xff\n", 2, "bukan teks UTF-8"),
        (b"- just\n- a list\n", 1, "Isinya bukan isian bernama"),
        (b"# " + b"x" * 1_000_001, 1, "lebih dari 1 MB"),
        (b"a: " + b"[" * 20 + b"]" * 20, 1, "terlalu dalam"),
        (b"a: &a [*a]\n", 1, "terlalu dalam"),
        (
            b"a: &a [x, x, x, x, x, x, x, x, x]\n"
            + b"".join(
                b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9))
                for n in range(97, 104)
            ),
            1,
            "Isi terlalu banyak.",
        ),
    ],
)
def test_a_file_that_is_no_edition_at_all_is_refused_with_a_reason(content, line, message):
    with pytest.raises(BadEditionError) as bad:
        edition_file.parse_edition(content)

    (fault,) = bad.value.faults[:1]
    assert fault.line == line
    assert message in fault.message


def test_faults_are_told_in_english_on_request():
    with override("en"):
        (fault,) = faults_of(SHIPPED.replace("outcome: 30", "outcome: 29"))

    assert fault.message == "The weights of “index” sum to 99%, not 1."


def test_an_edition_that_is_not_shipped_is_a_key_error():
    for code in ("none-such", "../schema", ""):
        with pytest.raises(KeyError):
            edition_file.shipped(code)


_INDONESIAN = re.compile(r"\b(tentang|dan|seperti|dikutip|[Ss]urat|Januari|Oktober)\b")


def test_every_source_of_the_shipped_edition_can_be_read_in_english():
    edition = edition_file.shipped()
    parts = [*edition.components, *edition.dimensions, *edition.items, *edition.roll_ups]
    parts += [sub for dimension in edition.dimensions for sub in dimension.sub_dimensions]
    sources = [part.source for part in parts if part.source]

    assert len(sources) > 30
    assert [source.en for source in sources if _INDONESIAN.search(source.en)] == []


def test_a_source_told_in_one_language_only_is_refused():
    bad = SHIPPED.replace("source: Jambi Ekspres 2022\n", "source: {id: Jambi Ekspres}\n", 1)

    (fault,) = faults_of(bad)

    assert fault.line == line_of(bad, "{id: Jambi Ekspres}")
    assert fault.remedy == "Tulis keduanya: id untuk bahasa Indonesia, en untuk bahasa Inggris."
