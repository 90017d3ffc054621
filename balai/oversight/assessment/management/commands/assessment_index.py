"""`balai assessment index baseline=3.60 …`: the exact index, and whether a published one can be it."""

from __future__ import annotations

import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from balai.engines.composite import (
    CompositeError,
    MissingComponent,
    NotExact,
    NotRounded,
    OutsideScale,
    UnknownComponent,
    check_total,
    parse,
    weighted_index,
)
from balai.oversight.assessment import answers, edition_file, selectors
from balai.oversight.assessment.instrument import BadEditionError
from balai.registers.intake.services.commands import unreadable

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from balai.engines.composite import Consistency, Index
    from balai.oversight.assessment.instrument import Edition, RollUp


class Command(BaseCommand):
    help = (
        "Compute an index exactly from its components; with --published, say whether the printed "
        "total can come from the printed components. Needs no database. "
        "0 answered, 1 inconsistent (with --check), 2 usage, 65 a value is refused."
    )
    requires_system_checks = []  # noqa: RUF012 - declared so by Django; no database is needed

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("component", nargs="+", metavar="CODE=VALUE", help="baseline=3.60 …")
        parser.add_argument("--published", metavar="TOTAL", help="the total as it was printed")
        parser.add_argument(
            "--edition",
            default=edition_file.DEFAULT,
            help="code of a shipped edition, or a YAML file (default: gmsc-2021)",
        )
        parser.add_argument("--roll-up", default="index", help="which roll-up (default: index)")
        parser.add_argument("--check", action="store_true", help="exit 1 when inconsistent")
        answers.add_output_arguments(parser, "text", "json")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        language = answers.spoken(options["language"])
        with override(language):
            edition, roll_up = _roll_up(options["edition"], options["roll_up"])
            texts = _pairs(options["component"])
            try:
                values = {code: parse(text) for code, text in texts.items()}
                scale = (edition.scale.low, edition.scale.high)
                index = weighted_index(values, roll_up.weights, scale=scale)
                check = None
                if options["published"] is not None:
                    total = parse(options["published"])
                    check = check_total(values, roll_up.weights, total, scale=scale)
            except CompositeError as refused:
                raise CommandError(_said(refused), returncode=answers.DATA_REFUSED) from None
            answer = _answer(edition, roll_up, index, check, options["published"])
            self.stdout.write(
                answers.as_json(answer)
                if options["format"] == "json"
                else _text(edition, roll_up, index, answer, language)
            )
        if options["check"] and check is not None and not check.consistent:
            sys.exit(answers.WRONG)


def _roll_up(named: str, code: str) -> tuple[Edition, RollUp]:
    """Find the edition by code or file, and its roll-up."""
    try:
        path = Path(named)
        is_file = path.suffix in {".yaml", ".yml"}
        edition = edition_file.read_edition(path) if is_file else _known(named)
        return edition, edition.roll_up(code)
    except BadEditionError as bad:
        text = _("%(file)s bukan edisi yang benar: %(faults)s")
        raise CommandError(
            text % {"file": named, "faults": bad}, returncode=answers.DATA_REFUSED
        ) from None
    except OSError as missing:
        raise CommandError(unreadable(named, missing), returncode=answers.USAGE) from None
    except KeyError as unknown:
        text = _("Tidak ada edisi atau gabungan bernama %(name)s.")
        raise CommandError(text % {"name": unknown}, returncode=answers.USAGE) from None


def _known(code: str) -> Edition:
    """Return a shipped edition, else one that is loaded; raises KeyError."""
    try:
        return edition_file.shipped(code)
    except KeyError:
        try:
            return selectors.edition(code)
        except (selectors.UnknownEditionError, DatabaseError):
            raise KeyError(code) from None


def _pairs(given: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in given:
        code, sign, value = text.partition("=")
        if not sign or not code or not value:
            said = _("“%(text)s”: tulis KODE=NILAI, misalnya baseline=3.60.")
            raise CommandError(said % {"text": text}, returncode=answers.USAGE)
        if code in pairs:
            said = _("“%(code)s” disebut dua kali.")
            raise CommandError(said % {"code": code}, returncode=answers.USAGE)
        pairs[code] = value
    return pairs


def _said(refused: CompositeError) -> str:
    """Say in plain words what the engine refused."""
    match refused:
        case MissingComponent():
            return _("Tidak ada nilai untuk: %(codes)s.") % {"codes": ", ".join(refused.codes)}
        case UnknownComponent():
            return _("Bukan komponen edisi ini: %(codes)s.") % {"codes": ", ".join(refused.codes)}
        case OutsideScale():
            return _("%(name)s: %(value)s di luar skala %(low)s sampai %(high)s.") % {
                "name": refused.name,
                "value": _decimal(refused.value),
                "low": refused.scale[0],
                "high": refused.scale[1],
            }
        case NotRounded():
            return _("%(name)s: tulis paling banyak %(places)d angka desimal, seperti terbit.") % {
                "name": refused.name,
                "places": refused.places,
            }
        case NotExact():
            return _("“%(value)s” bukan angka. Tulis misalnya 3.60 atau 3,60.") % {
                "value": refused.value
            }
        case _:
            return str(refused)


def _decimal(value: Fraction) -> str:
    """Write a fraction as the decimal that it is, or as a fraction if it is none."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}" if rest == 1 else str(value)


def _answer(
    edition: Edition,
    roll_up: RollUp,
    index: Index,
    check: Consistency | None,
    published: str | None,
) -> dict[str, Any]:
    names = {part.code: part.names for part in (*edition.components, *edition.dimensions)}
    shown = index.shown(edition.scale.decimals, edition.scale.rounding)
    return {
        "edition": edition.code,
        "roll_up": roll_up.code,
        "status": roll_up.status,
        "exact": str(index.exact),
        "decimal": _decimal(index.exact),
        "shown": str(shown),
        "rounding": edition.scale.rounding.value,
        "scale": [str(edition.scale.low), str(edition.scale.high)],
        "contributions": [
            {
                "component": part.code,
                "name": str(names[part.code]),
                "value": _decimal(part.value),
                "weight": str(part.weight),
                "contribution": _decimal(part.amount),
            }
            for part in index.contributions
        ],
        "published": None if published is None else published.replace(",", "."),
        "consistent": None if check is None else check.consistent,
        "interval": None if check is None else [str(end) for end in check.index],
        "published_interval": None if check is None else [str(end) for end in check.published],
        "gap": None if check is None else str(check.gap),
    }


def _text(
    edition: Edition, roll_up: RollUp, index: Index, answer: dict[str, Any], language: str
) -> str:
    def show(text: str) -> str:
        return answers.figure(text, language)

    rows = [
        [
            part["name"],
            show(_padded(part["value"], 2)),
            _percent(contribution.weight),
            show(_padded(part["contribution"], 3)),
        ]
        for part, contribution in zip(answer["contributions"], index.contributions, strict=True)
    ]
    titles = [_("Bagian"), _("Nilai"), _("Bobot"), _("Sumbangan")]
    lines = [f"{roll_up.names} · {edition.code}", ""]
    lines += [answers.as_text(titles, rows, frozenset({1, 2, 3})), ""]
    lines.append(
        _("Dihitung: tepat %(exact)s = %(decimal)s, ditampilkan %(shown)s.")
        % {
            "exact": answer["exact"],
            "decimal": show(answer["decimal"]),
            "shown": show(answer["shown"]),
        }
    )
    if answer["consistent"] is not None:
        low, high = (show(_decimal(Fraction(end))) for end in answer["interval"])
        text = (
            _("Terbit %(published)s: cocok. Komponen dua desimal berarti %(low)s sampai %(high)s.")
            if answer["consistent"]
            else _(
                "Terbit %(published)s: tidak cocok. Komponennya berarti %(low)s sampai %(high)s."
            )
        )
        lines.append(text % {"published": show(answer["published"]), "low": low, "high": high})
    return "\n".join(lines)


def _padded(text: str, places: int) -> str:
    """Show at least so many decimals, and every one that is there."""
    whole, _point, decimals = text.partition(".")
    return text if "/" in text else f"{whole}.{decimals.ljust(places, '0')}"


def _percent(weight: Fraction) -> str:
    percent = weight * 100
    return f"{percent}%" if percent.denominator == 1 else str(weight)
