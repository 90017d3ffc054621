"""Every write of the intake: staging a file, applying it once, and clients' keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from balai.kernel.actor import Actor
    from balai.registers.intake.domain import ImportKind, Options
    from balai.registers.intake.models import Batch
    from balai.registers.intake.reports import Report


def register_kind(kind: ImportKind) -> None:
    """Add a kind of import; call it in the part's `apps.py` `ready()`.

    The same kind twice is harmless; two under one code raise ValueError.
    """
    raise NotImplementedError


def stage(  # noqa: PLR0913 - one upload is described by these seven facts
    *, kind: str, content: bytes, name: str, options: Options, key: str, by: Actor
) -> Batch:
    """Read, check and compare a file, and keep the preview; nothing of it is applied.

    kind: code of a registered kind. name: the file's name, for people only; what the
    content is, its bytes decide. key: made by the client; the same key with the same
    content and options returns the first batch, with others raises KeyConflict.
    A file that cannot be read at all raises FileRefused and leaves nothing; a file that
    can be read but has problems becomes a batch in state "failed".
    Raises Forbidden, UnknownKind, BadOptions, FileRefused, KeyConflict.
    """
    raise NotImplementedError


def recheck(*, batch: Batch, by: Actor) -> Batch:
    """Check a batch's rows again, because the records they speak of have changed."""
    raise NotImplementedError


def apply(*, batch: Batch, by: Actor) -> Batch:
    """Write what the preview promised, all or nothing, once; a repeat returns the same batch.

    Raises Forbidden, IllegalTransition (failed, discarded), WorldChanged when the
    difference is no longer the one that was shown.
    """
    raise NotImplementedError


def discard(*, batch: Batch, by: Actor) -> Batch:
    """Close a batch without applying it; its rows are removed. Raises IllegalTransition."""
    raise NotImplementedError


def import_file(  # noqa: PLR0913 - the command's arguments
    *, kind: str, path: Path, options: Options, by: Actor, dry_run: bool = False, sheet: str = ""
) -> Report:
    """Check a file and, if it has no problem, apply it: what a part's command calls.

    A dry run, a file with problems and a file that changes nothing leave no trace.
    `report.exit_code` is 0 (applied, or nothing to do) or 65 (data refused);
    `report.text(language)` and `report.json()` render it.
    """
    raise NotImplementedError


def once(
    *,
    key: str,
    by: Actor,
    action: str,
    body: Mapping[str, object],
    perform: Callable[[], str],
) -> str:
    """Do a write once for a client's key, however often and from wherever it is repeated.

    perform: does the write and returns a reference to its result (a public id).
    Same key and same body give the first reference; same key with another body or
    action raises KeyConflict. If perform raises, the key is free again.
    """
    raise NotImplementedError
