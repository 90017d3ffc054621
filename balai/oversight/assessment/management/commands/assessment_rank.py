"""`balai assessment rank`: a list in order, ranked only as far down as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from balai.oversight.assessment import answers, selectors
from balai.oversight.assessment.domain import AcrossListsError
from balai.oversight.assessment.selectors import UnknownListError, UnknownRoundError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from balai.oversight.assessment.figures import Names, Ranking, ResultRow

ALL = "all"
COLUMNS = (
    "rank",
    "region",
    "name",
    "score",
    "round",
    "list",
    "province",
    "rank_published",
    "rank_scope",
    "name_published",
    "warning",
)


class Command(BaseCommand):
    help = (
        "Rank the results of a list, only as far down as it is known. Several lists are refused "
        "(65) unless --across-lists, which shows the order with its warning."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--round", required=True, help="code of the round, e.g. 2024")
        parser.add_argument(
            "--list",
            required=True,
            action="append",
            help=f"code of the list, e.g. baru; may be repeated; “{ALL}” for every list",
        )
        parser.add_argument("--across-lists", action="store_true")
        answers.add_output_arguments(parser, "text", "json", "csv")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        codes = [] if ALL in options["list"] else list(dict.fromkeys(options["list"]))
        with override(answers.spoken(options["language"])):
            try:
                ranking = selectors.ranking(
                    options["round"], codes, across_lists=options["across_lists"]
                )
            except AcrossListsError as across:
                text = _(
                    "Peringkat berlaku di dalam satu daftar, bukan lintas daftar (%(lists)s). "
                    "Pilih satu daftar, atau minta urutan nilai dengan --across-lists."
                )
                raise _refused(text % {"lists": ", ".join(across.lists)}) from None
            except (UnknownRoundError, UnknownListError) as unknown:
                text = _("Tidak ada daftar terbit %(name)s. Lihat `balai assessment lists`.")
                raise _refused(text % {"name": unknown}) from None
            rows = [
                _row(row, rank, ranking.warning)
                for row, rank in zip(ranking.rows, ranking.ranks, strict=True)
            ]
            match options["format"]:
                case "json":
                    self.stdout.write(answers.as_json(rows))
                case "csv":
                    self.stdout.write(answers.as_csv(rows, COLUMNS))
                case _:
                    self.stdout.write(_text(ranking, answers.spoken(options["language"])))
        if ranking.warning is not None and options["format"] != "text":
            self.stderr.write(str(ranking.warning))


def _refused(text: str) -> CommandError:
    return CommandError(text, returncode=answers.DATA_REFUSED)


def _row(row: ResultRow, rank: int | None, warning: Names | None) -> dict[str, Any]:
    """Make one row for programs; the score is a number, exact in its two decimals."""
    return {
        "rank": rank,
        "region": str(row.region),
        "name": row.area.name,
        "score": None if row.score is None else float(row.score),
        "round": row.round_code,
        "list": row.list.code if row.list else None,
        "list_size": row.list.size if row.list else None,
        "list_known_down_to": row.list.known_down_to if row.list else None,
        "province": row.province.name,
        "possible_ranks": list(row.possible_ranks) if row.possible_ranks else None,
        "rank_published": row.rank_published,
        "rank_published_of_list": row.rank_published_of_list,
        "rank_scope": row.rank_scope,
        "name_published": row.name_published,
        "provenance": row.provenance,
        "synthetic": row.synthetic,
        "sources": [{"title": s.title, "url": s.url} for s in row.sources],
        "warning": str(warning) if warning else None,
    }


def _text(ranking: Ranking, language: str) -> str:
    lines = []
    lists = {row.list.key: row.list for row in ranking.rows if row.list}
    for head in lists.values():
        known = head.known_down_to
        said = (
            _(
                "%(name)s: %(known)d dari %(size)s nilai diketahui, lengkap sampai peringkat %(rank)d."
            )
            if known
            else _(
                "%(name)s: %(known)d dari %(size)s nilai diketahui; tidak ada peringkat yang lengkap."
            )
        )
        size = head.size if head.size is not None else "?"
        lines.append(
            said % {"name": head.names, "known": head.known_count, "size": size, "rank": known}
        )
    if ranking.warning:
        lines.append(str(ranking.warning))
    titles = [_("Peringkat"), _("Kode"), _("Nama"), _("Provinsi"), _("Nilai"), _("Mungkin")]
    rows = [
        [
            "–" if rank is None else str(rank),
            str(row.region),
            row.area.short_name,
            row.province.name,
            answers.figure(row.score, language),
            _possible(row) if rank is None and not ranking.warning else "",
        ]
        for row, rank in zip(ranking.rows, ranking.ranks, strict=True)
    ]
    return "\n".join([*lines, "", answers.as_text(titles, rows, frozenset({0, 4}))])


def _possible(row: ResultRow) -> str:
    if row.possible_ranks is None:
        return ""
    best, worst = row.possible_ranks
    return str(best) if best == worst else f"{best}–{worst or '?'}"
