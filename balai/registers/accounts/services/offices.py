"""Writes of offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from balai.kernel.actor import Forbidden
from balai.registers.accounts import permissions, selectors
from balai.registers.accounts.models import Office
from balai.registers.accounts.services.refusals import checked, clean_name, store
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode


@transaction.atomic
def create_office(  # noqa: PLR0913 - an office has that many sides
    *,
    code: str,
    name: str,
    kind: str,
    region: RegionCode | None,
    by: Actor,
    short_name: str = "",
) -> Office:
    """Add an office (OPD) of an area; region None: of the country, such as a ministry.

    code: capital letters, digits, hyphens; once in its area. kind: an OfficeKind.
    Raises Forbidden, RefusedError, ValidationError.
    """
    _require(by, region)
    office = Office(
        code=code.strip().upper(),
        name=clean_name(name),
        short_name=clean_name(short_name),
        kind=kind,
        region_code=str(region or ""),
    )
    store(office)
    audit.record(
        "accounts.create_office",
        by=by,
        target=target(office),
        region=region,
        after=audit.facts(office, "code", "name", "short_name", "kind", "region_code"),
    )
    return office


@transaction.atomic
def rename_office(*, office: Office, name: str, by: Actor, short_name: str = "") -> Office:
    """Give an office another name; the same name again changes nothing.

    Raises Forbidden, RefusedError, ValidationError.
    """
    office = Office.objects.select_for_update().get(pk=office.pk)
    region = selectors.region_of(office)
    _require(by, region)
    before = audit.facts(office, "name", "short_name")
    office.name, office.short_name = clean_name(name), clean_name(short_name)
    after = audit.facts(office, "name", "short_name")
    if before == after:
        return office
    checked(office)
    office.save(update_fields=["name", "short_name"])
    audit.record(
        "accounts.rename_office",
        by=by,
        target=target(office),
        region=region,
        before=before,
        after=after,
    )
    return office


@transaction.atomic
def close_office(*, office: Office, by: Actor) -> Office:
    """Close an office: it takes no new roles; roles that people hold there go on until ended.

    Closing again changes nothing. Raises Forbidden.
    """
    office = Office.objects.select_for_update().get(pk=office.pk)
    region = selectors.region_of(office)
    _require(by, region)
    if not office.is_active:
        return office
    office.is_active = False
    office.save(update_fields=["is_active"])
    audit.record(
        "accounts.close_office",
        by=by,
        target=target(office),
        region=region,
        before={"is_active": True},
        after={"is_active": False},
    )
    return office


def target(office: Office) -> str:
    """How the trail names the office."""
    return f"office:{office.public_id}"


def _require(by: Actor, region: RegionCode | None) -> None:
    action = permissions.MANAGE_OFFICE.code
    if not selectors.covers(by, action, region=region, office=None):
        raise Forbidden(action)
