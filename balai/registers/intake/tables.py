"""Tables of the import desk: batches, problems, and what a file changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from balai.registers.intake import kinds, selectors, states, wording
from balai.registers.intake.domain import ChangeKind
from balai.registers.intake.forms import page_language, state_name
from balai.ui import figures
from balai.ui.tables import BalaiTable
from balai.ui.templatetags.balai import moment

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from balai.registers.intake.domain import ImportKind
    from balai.registers.intake.models import Batch, RowProblem, StagedRow
    from balai.registers.intake.selectors import ChangedRow

PER_PAGE = 50

_FIGURE = {"th": {"class": "b-num"}, "td": {"class": "b-num"}}

TAGS = {
    states.CHECKED: "waiting",
    states.FAILED: "attention",
    states.APPLIED: "final",
    states.DISCARDED: "out",
}
"""State of a batch → look of its tag."""

_CHANGE_TAGS = {
    ChangeKind.NEW: "ready",
    ChangeKind.CHANGED: "waiting",
    ChangeKind.UNCHANGED: "begin",
}


_BEFORE_AND_AFTER = (
    '<div>{}: {} <span aria-hidden="true">\N{RIGHTWARDS ARROW}</span>'
    '<span class="govuk-visually-hidden">{}</span> <b>{}</b></div>'
)


def change_name(kind: ChangeKind) -> str:
    """Name of what a row does."""
    return {
        ChangeKind.NEW: gettext("baru"),
        ChangeKind.CHANGED: gettext("berubah"),
        ChangeKind.UNCHANGED: gettext("tidak berubah"),
    }[kind]


def state_tag(batch: Batch) -> tuple[str, str]:
    """Look and words of a batch's tag; one that waits with nothing to apply says so."""
    if batch.state == states.CHECKED and not batch.new_count + batch.changed_count:
        return "begin", gettext("Tanpa perubahan")
    return TAGS[batch.state], state_name(batch.state)


def outcome(batch: Batch) -> str:
    """Say in a few words what a batch holds."""
    language = page_language()
    if batch.problem_count:
        count = figures.number(batch.problem_count, language)
        return ngettext("{count} masalah", "{count} masalah", batch.problem_count).format(
            count=count
        )
    counts = (
        (batch.new_count, gettext("{count} baru")),
        (batch.changed_count, gettext("{count} berubah")),
        (batch.unchanged_count, gettext("{count} tidak berubah")),
    )
    told = [text.format(count=figures.number(n, language)) for n, text in counts if n]
    return ", ".join(told)


class BatchTable(BalaiTable):
    """Imports, newest first."""

    file = tables.Column(
        verbose_name=_("Berkas"),
        accessor="file_name",
        orderable=False,
        attrs={"td": {"scope": "row"}},
    )
    state = tables.Column(verbose_name=_("Keadaan"), orderable=False)
    created_at = tables.Column(
        verbose_name=_("Diunggah"),
        orderable=False,
        attrs={"th": {"class": "b-wide"}, "td": {"class": "b-wide"}},
    )

    caption = _("Daftar impor")
    show_caption = False

    class Meta(BalaiTable.Meta):
        empty_text = _("Belum ada impor yang cocok. Impor muncul di sini setelah berkas diunggah.")

    def render_file(self, record: Batch) -> SafeString:
        """Link to the batch, its kind below, and on a narrow page the day."""
        named = {kind.code: wording.kind_name(kind, page_language()) for kind in kinds.every()}
        return format_html(
            '<a href="{}">{}</a><span class="b-second">{}</span>'
            '<span class="b-second b-second--narrow">{}</span>',
            reverse("intake:batch", args=[record.public_id]),
            record.file_name,
            named.get(record.kind, record.kind),
            moment(record.created_at),
        )

    def render_state(self, record: Batch) -> SafeString:
        """State as a tag, with the counts in words."""
        look, name = state_tag(record)
        return format_html('{}<span class="b-second">{}</span>', _tag(look, name), outcome(record))

    def render_created_at(self, record: Batch) -> SafeString:
        """When, and by whom."""
        return format_html(
            '<span class="b-nowrap">{}</span><span class="b-second">{}</span>',
            moment(record.created_at),
            record.created_by_label,
        )


class _OfKind(BalaiTable):
    """A table of one batch, which needs the kind for its words."""

    def __init__(self, *args: Any, kind: ImportKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind


class ProblemTable(_OfKind):
    """Problems by row and column, each with its remedy."""

    row = tables.Column(verbose_name=_("Baris"), empty_values=(), orderable=False, attrs=_FIGURE)
    column = tables.Column(verbose_name=_("Kolom"), empty_values=(), orderable=False)
    what = tables.Column(verbose_name=_("Masalah"), empty_values=(), orderable=False)

    caption = _("Masalah menurut baris dan kolom")
    show_caption = False

    def render_row(self, record: RowProblem) -> str:
        """Row as the file numbers it."""
        return "\N{EM DASH}" if record.row is None else str(record.row)

    def render_column(self, record: RowProblem) -> str:
        """Name of the column; a dash when the row or file is meant."""
        name = wording.field_name(self.kind, record.column, page_language())
        return name or "\N{EM DASH}"

    def render_what(self, record: RowProblem) -> SafeString:
        """Say what is wrong, and below it what to do."""
        told = wording.tell(self.kind, selectors.problem(record), page_language())
        return format_html('{}<span class="b-second">{}</span>', told.what, told.remedy)


class ChangeTable(_OfKind):
    """What each row does: the record, the kind of change, before and after."""

    number = tables.Column(verbose_name=_("Baris"), orderable=False, attrs=_FIGURE)
    label = tables.Column(
        verbose_name=_("Data"), orderable=False, empty_values=(), attrs={"td": {"scope": "row"}}
    )
    content = tables.Column(
        verbose_name=_("Perubahan"),
        orderable=False,
        empty_values=(),
        attrs={"th": {"class": "b-wide"}, "td": {"class": "b-wide"}},
    )

    caption = _("Perubahan menurut baris")
    show_caption = False

    class Meta(BalaiTable.Meta):
        empty_text = _("Tidak ada baris seperti itu dalam berkas ini.")

    def read_page(self) -> None:
        """Have the kind put the rows of this page into words, all at once."""
        records = [row.record for row in self.paginated_rows]
        read = [selectors.changed_row(record) for record in records]
        worded = self.kind.display([row.change for row in read])
        self._rows = {
            record.pk: replace(row, change=change)
            for record, row, change in zip(records, read, worded, strict=True)
        }

    def render_label(self, record: StagedRow) -> SafeString:
        """Name the record and tag what happens to it; on a narrow page the changes below."""
        kind = ChangeKind(record.change)
        named = format_html("{} {}", record.label, _tag(_CHANGE_TAGS[kind], change_name(kind)))
        if kind is ChangeKind.UNCHANGED:
            return named
        below = format_html(
            '<div class="b-second b-second--narrow">{}</div>', self.render_content(record)
        )
        return named + below

    def render_content(self, record: StagedRow) -> SafeString:
        """Each differing field with its value before and after."""
        row = self._rows[record.pk]
        if row.change.kind is ChangeKind.UNCHANGED:
            return format_html('<span class="b-soft">{}</span>', "\N{EM DASH}")
        if row.change.kind is ChangeKind.NEW:
            return format_html_join("; ", "{}: <b>{}</b>", self._values(row))
        return format_html_join("", _BEFORE_AND_AFTER, self._moves(row))

    def _values(self, row: ChangedRow) -> list[tuple[str, str]]:
        """Name and value of each field that a new record gets; empty ones say nothing."""
        language = page_language()
        return [
            (
                wording.field_name(self.kind, code, language),
                wording.shown(row.change.after[code], language),
            )
            for code in row.change.differing
            if row.change.after[code] not in (None, "")
        ]

    def _moves(self, row: ChangedRow) -> list[tuple[str, str, str, str]]:
        """Name, value before, a word for the arrow, and value after, of each field that differs."""
        language = page_language()
        return [
            (
                wording.field_name(self.kind, code, language),
                wording.shown(row.change.before.get(code), language),
                gettext("menjadi"),
                wording.shown(row.change.after[code], language),
            )
            for code in row.change.differing
        ]


def _tag(look: str, words: str) -> SafeString:
    return format_html('<span class="b-tag b-tag--{}">{}</span>', look, words)
