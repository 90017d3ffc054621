"""What the page of one batch shows, ready for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext

from balai.registers.intake import selectors, states, wording
from balai.registers.intake.domain import ChangeKind
from balai.registers.intake.forms import page_language
from balai.registers.intake.kinds import options_form
from balai.registers.intake.tables import state_tag

if TYPE_CHECKING:
    from balai.kernel.actor import Actor
    from balai.registers.intake.domain import ImportKind
    from balai.registers.intake.models import Batch


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a kind, as the upload page explains it."""

    name: str
    required: bool
    hint: str
    example: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count that narrows the table below it. query: of the link, "" for all."""

    number: int
    label: str
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Everything the template asks about a batch."""

    batch: Batch
    kind_name: str
    state_name: str
    state_look: str
    options: list[tuple[str, str]]
    notes: list[str]
    counts: list[Count]
    to_write: int
    may_apply: bool
    same_file: Batch | None
    result_url: str | None
    forgotten: bool

    @property
    def sha256(self) -> str:
        """Digest of the file in groups of eight, so that it breaks over lines."""
        digest = self.batch.sha256
        return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))

    @property
    def upload_query(self) -> str:
        """Query that opens the upload with the same choices; "" without any."""
        return f"?{urlencode(self.batch.options)}" if self.batch.options else ""

    @property
    def checked(self) -> bool:
        """Whether the batch waits to be applied."""
        return self.batch.state == states.CHECKED

    @property
    def failed(self) -> bool:
        """Whether the batch has problems."""
        return self.batch.state == states.FAILED

    @property
    def applied(self) -> bool:
        """Whether the batch was applied."""
        return self.batch.state == states.APPLIED

    @property
    def discarded(self) -> bool:
        """Whether the batch was discarded."""
        return self.batch.state == states.DISCARDED


def batch_page(batch: Batch, kind: ImportKind, *, shown: ChangeKind | None, by: Actor) -> BatchPage:
    """Collect what the page shows; at most two queries, for the first row and an earlier file."""
    language = page_language()
    look, name = state_tag(batch)
    to_write = batch.new_count + batch.changed_count
    first = selectors.first_change(batch) if batch.state == states.APPLIED else None
    nothing_new = batch.state == states.CHECKED and not to_write
    return BatchPage(
        batch=batch,
        kind_name=wording.kind_name(kind, language),
        state_name=name,
        state_look=look,
        options=_options(batch, kind),
        notes=[wording.tell_note(note, language) for note in selectors.notes(batch)],
        counts=_counts(batch, shown),
        to_write=to_write,
        may_apply=selectors.may_apply(batch, by=by),
        same_file=selectors.same_file_applied(batch) if nothing_new else None,
        result_url=kind.result_url(batch.options, first) if batch.state == states.APPLIED else None,
        forgotten=batch.state == states.APPLIED and bool(batch.row_count) and first is None,
    )


def _counts(batch: Batch, shown: ChangeKind | None) -> list[Count]:
    rows = batch.new_count + batch.changed_count + batch.unchanged_count
    return [
        Count(rows, gettext("semua baris"), "", shown is None),
        *(
            Count(number, label, f"?change={kind.value}", shown is kind)
            for number, label, kind in (
                (batch.new_count, gettext("baru"), ChangeKind.NEW),
                (batch.changed_count, gettext("berubah"), ChangeKind.CHANGED),
                (batch.unchanged_count, gettext("tidak berubah"), ChangeKind.UNCHANGED),
            )
        ),
    ]


def _options(batch: Batch, kind: ImportKind) -> list[tuple[str, str]]:
    """Name what was chosen beside the file, as its form asked for it."""
    form = options_form(kind, batch.options)
    if form is None:
        return []
    told = []
    for name, value in batch.options.items():
        field = form.fields.get(name)
        choices = dict(getattr(field, "choices", None) or ())
        label = str(field.label) if field is not None and field.label else name
        told.append((label, str(choices.get(value, value))))
    return told
