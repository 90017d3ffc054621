"""What became of one file, for a command: text for people, JSON for programs, an exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

from balai.registers.intake import wording
from balai.registers.intake.domain import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.registers.intake.checking import Checked
    from balai.registers.intake.domain import Change, ImportKind
    from balai.registers.intake.errors import FileRefused
    from balai.registers.intake.wording import Language, Told

EXIT_DONE = 0
EXIT_DATA_REFUSED = 65
"""sysexits' EX_DATAERR: the input was wrong, not the call."""

_SHOWN = 100
"""Problems and changes listed as text; the JSON has them all."""


@dataclass(frozen=True, slots=True)
class Report:
    """Outcome of `services.import_file`.

    checked: None when the file could not be read, then refused says why.
    batch: public id of the applied batch, "" when nothing was written.
    """

    kind: ImportKind
    file_name: str
    sha256: str
    dry_run: bool
    checked: Checked | None = None
    refused: FileRefused | None = None
    batch: str = ""

    @property
    def exit_code(self) -> int:
        """0 when applied, or when there was nothing to do; 65 when the data were refused."""
        wrong = self.refused is not None or (self.checked is not None and self.checked.problems)
        return EXIT_DATA_REFUSED if wrong else EXIT_DONE

    @property
    def to_write(self) -> int:
        """Rows that are new or changed."""
        return self.count(ChangeKind.NEW) + self.count(ChangeKind.CHANGED)

    def count(self, kind: ChangeKind) -> int:
        """How many rows change in that way; 0 for a file that was refused."""
        return self.checked.count(kind) if self.checked else 0

    def told(self, language: Language) -> Sequence[Told]:
        """Every problem in words, in the order of the rows."""
        if self.refused is not None:
            return [wording.tell_refusal(self.refused, language)]
        problems = self.checked.problems if self.checked else ()
        return [wording.tell(self.kind, problem, language) for problem in problems]

    def text(self, language: Language = "id") -> str:
        """Render for a person, one line a problem."""
        with override(language):
            lines = [f"{wording.kind_name(self.kind, language)}: {self.file_name}"]
            lines += [f"  {text}" for text in self._notes(language)]
            told = self.told(language)
            lines += [f"  {problem.sentence(language)}" for problem in told[:_SHOWN]]
            if len(told) > _SHOWN:
                more = gettext("… dan {count} masalah lain; --format json memuat semuanya.")
                lines.append("  " + more.format(count=len(told) - _SHOWN))
            changes = self._changes
            lines += [
                f"  {self._change_line(change, language)}"
                for change in self.kind.display(changes[:_SHOWN])
            ]
            if len(changes) > _SHOWN:
                more = gettext("… dan {count} perubahan lain; --format json memuat semuanya.")
                lines.append("  " + more.format(count=len(changes) - _SHOWN))
            lines.append(self._outcome(len(told)))
        return "\n".join(lines)

    def json(self, language: Language = "id") -> str:
        """Render for a program: every problem with code, place and words."""
        body = {
            "kind": self.kind.code,
            "file": self.file_name,
            "sha256": self.sha256,
            "outcome": self.outcome,
            "dry_run": self.dry_run,
            "batch": self.batch or None,
            "rows": len(self.checked.rows) if self.checked else 0,
            "new": self.count(ChangeKind.NEW),
            "changed": self.count(ChangeKind.CHANGED),
            "unchanged": self.count(ChangeKind.UNCHANGED),
            "notes": self._notes(language),
            "changes": [
                {
                    "key": change.key,
                    "label": change.label,
                    "kind": change.kind.value,
                    "fields": {
                        code: [change.before.get(code), change.after[code]]
                        for code in change.differing
                    },
                }
                for change in self._changes
            ],
            "problems": [
                {
                    "row": t.row,
                    "column": p_column,
                    "code": t.code,
                    "what": t.what,
                    "remedy": t.remedy,
                }
                for t, p_column in zip(self.told(language), self._columns(), strict=True)
            ],
        }
        return json.dumps(body, ensure_ascii=False, indent=2, default=str)

    @property
    def outcome(self) -> str:
        """One word for programs: refused, unchanged, would_apply or applied."""
        if self.exit_code:
            return "refused"
        if not self.to_write:
            return "unchanged"
        return "applied" if self.batch else "would_apply"

    def _columns(self) -> list[str]:
        """Column codes beside told(): programs read codes, people read names."""
        if self.refused is not None:
            return [""]
        return [problem.column for problem in (self.checked.problems if self.checked else ())]

    @property
    def _changes(self) -> Sequence[Change]:
        """Rows that are new or changed, in the order of the file."""
        every = self.checked.changes if self.checked else ()
        return [change for change in every if change.kind is not ChangeKind.UNCHANGED]

    def _change_line(self, change: Change, language: Language) -> str:
        """Say what one row changes: "~ Kab. Batanghari, 2024: Nilai 2,95 → 2,96"."""
        if change.kind is ChangeKind.NEW:
            told = (
                f"{wording.field_name(self.kind, code, language)} {wording.shown(value, language)}"
                for code, value in change.after.items()
                if value not in (None, "")
            )
            return f"+ {change.label}: {'; '.join(told)}"
        fields = "; ".join(
            f"{wording.field_name(self.kind, code, language)} "
            f"{wording.shown(change.before.get(code), language)} → {wording.shown(change.after[code], language)}"
            for code in change.differing
        )
        return f"~ {change.label}: {fields}"

    def _notes(self, language: Language) -> list[str]:
        return [
            wording.tell_note(n, language) for n in (self.checked.notes if self.checked else ())
        ]

    def _outcome(self, problems: int) -> str:
        """Say in one sentence how it ended; the language is already set."""
        texts = {
            "refused": gettext("Masalah: {problems}. Tidak ada yang disimpan."),
            "unchanged": gettext("Tidak ada perubahan: {unchanged} baris sudah sama."),
            "would_apply": gettext(
                "Akan diterapkan: {new} baru, {changed} berubah, {unchanged} tidak berubah. "
                "Belum ada yang disimpan."
            ),
            "applied": gettext(
                "Diterapkan: {new} baru, {changed} berubah, {unchanged} tidak berubah."
            ),
        }
        return texts[self.outcome].format(
            problems=problems,
            new=self.count(ChangeKind.NEW),
            changed=self.count(ChangeKind.CHANGED),
            unchanged=self.count(ChangeKind.UNCHANGED),
        )
