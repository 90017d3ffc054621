"""Writes of editions of the instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from balai.kernel.actor import require
from balai.oversight.assessment import permissions
from balai.oversight.assessment.edition_file import parse_edition, same_rules
from balai.oversight.assessment.models import Edition, Result
from balai.oversight.assessment.refusals import EditionInUseError
from balai.oversight.assessment.services.rounds import touch_rounds
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from balai.kernel.actor import Actor


@transaction.atomic
def load_edition(*, content: bytes, by: Actor) -> Edition:
    """Check an edition's file and keep it; the same bytes again change nothing.

    Another file under a code is taken only while no result rests on it, or when only its
    words differ: what results mean stays as it was.
    Raises Forbidden, BadEditionError, EditionInUseError.
    """
    require(by, permissions.LOAD_EDITION.code)
    parsed = parse_edition(content)
    found = Edition.objects.select_for_update().filter(code=parsed.code).first()
    if found is not None and found.digest == parsed.digest:
        return found
    rests = found is not None and Result.objects.filter(round__edition=found).exists()
    if found is not None and rests and not same_rules(found.document.encode(), content):
        raise EditionInUseError(parsed.code)
    before = audit.facts(found, "code", "digest") if found else None
    record = found or Edition(code=parsed.code)
    record.name_id, record.name_en = parsed.names
    record.document = content.decode()
    record.digest = parsed.digest
    record.save()
    # Pages that show the method hang on the version of the rounds that follow this edition.
    touch_rounds(set(record.rounds.values_list("pk", flat=True)))
    audit.record(
        "assessment.load_edition",
        by=by,
        target=f"edition:{record.public_id}",
        before=before,
        after=audit.facts(record, "code", "digest"),
    )
    return record
