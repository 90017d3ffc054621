"""What the pages of accounts read: people with their roles, invitations, offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from balai.kernel.permissions import DECIDING_ROLES
from balai.registers.accounts import permissions, selectors
from balai.registers.accounts.domain import search_key
from balai.registers.accounts.models import Assignment, Invitation, Office, User
from balai.registers.accounts.services.demo import DEMO_MARK
from balai.registers.accounts.words import area_label, role_label
from balai.registers.regions import selectors as regions

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping
    from datetime import date

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode
    from balai.registers.regions.domain import Area


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role of a person, in words. valid_to: the last day, also of a role that was ended."""

    public_id: uuid.UUID
    role: str
    area: str
    office: str
    valid_from: date
    valid_to: date | None
    ended: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A person with everything that their page shows. codes_left: None without recovery codes."""

    user: User
    roles: tuple[RoleLine, ...]
    past: tuple[RoleLine, ...]
    has_app: bool
    codes_left: int | None
    needs_app: bool
    home: str

    @property
    def says_demo(self) -> bool:
        """Whether the page marks a demo account: not where its name says so already."""
        return self.user.is_demo and DEMO_MARK not in self.user.name


def account_page(user: User) -> AccountPage:
    """Read a person's page; four queries."""
    rows = list(
        Assignment.objects.filter(user=user)
        .select_related("office")
        .order_by("role", "region_code", "valid_from", "id")
    )
    home = Office.objects.filter(pk=user.home_office_id).first() if user.home_office_id else None
    codes = [row.region_code for row in rows] + ([home.region_code] if home else [])
    areas = areas_of(codes)
    apps = {row.type: row for row in Authenticator.objects.filter(user=user)}
    spare = apps.get(Authenticator.Type.RECOVERY_CODES)
    actor = selectors.actor_for(user)
    lines = [_line(row, areas, today=actor.day) for row in rows]
    scopes = [selectors.scope_of(row) for row in rows if row.ended_at is None]
    return AccountPage(
        user=user,
        roles=tuple(line for line in lines if not line.ended),
        past=tuple(line for line in lines if line.ended),
        has_app=Authenticator.Type.TOTP in apps,
        codes_left=len(spare.wrap().get_unused_codes()) if spare else None,
        needs_app=any(s.on(actor.day) and s.role in DECIDING_ROLES for s in scopes),
        home=f"{home.name} · {area_label(home.region_code, areas)}" if home else "",
    )


def areas_of(codes: Iterable[str]) -> Mapping[RegionCode, Area]:
    """Names of these areas; one query, none for no codes."""
    wanted = {code for code in codes if code}
    return regions.get_many(wanted) if wanted else {}


def _line(row: Assignment, areas: Mapping[RegionCode, Area], *, today: date) -> RoleLine:
    return RoleLine(
        public_id=row.public_id,
        role=role_label(row.role),
        area=area_label(row.region_code, areas),
        office=row.office.name if row.office else "",
        valid_from=row.valid_from,
        valid_to=_last_day(row),
        ended=row.ended_at is not None,
        in_force=row.ended_at is None and selectors.scope_of(row).on(today),
    )


def _last_day(row: Assignment) -> date | None:
    if row.ended_at is None:
        return row.valid_to
    ended = timezone.localdate(row.ended_at)
    return min(ended, row.valid_to) if row.valid_to else ended


def users_for(
    by: Actor,
    *,
    text: str = "",
    role: str = "",
    region: RegionCode | None = None,
    active: bool | None = None,
) -> QuerySet[User]:
    """People whom somebody may see, narrowed by the filters, with their roles and offices.

    Whoever administers an area, or one office, sees people with a role in it, held now or
    before. Three queries however many rows, besides the actor's own.
    """
    people = User.objects.all()
    seen = _seen(by, permissions.VIEW_USERS.code)
    if seen is not None:
        people = people.filter(Exists(_assignments().filter(seen)))
    if role or region:
        held = _assignments().filter(ended_at=None)
        if region:
            held = held.filter(_inside({region}))
        people = people.filter(Exists(held.filter(role=role) if role else held))
    if active is not None:
        people = people.filter(is_active=active)
    for word in search_key(text).split():
        people = people.filter(search_key__contains=word)
    running = Assignment.objects.filter(ended_at=None).select_related("office")
    return people.prefetch_related(Prefetch("assignments", running, to_attr="running"))


def running(person: User) -> list[Assignment]:
    """Roles not ended of somebody whom users_for read; no query."""
    rows: list[Assignment] = vars(person)["running"]
    return rows


def user_for(by: Actor, public_id: uuid.UUID) -> User:
    """Return one person whom somebody may see; raises User.DoesNotExist for any other."""
    return users_for(by).select_related("home_office").get(public_id=public_id)


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.filter(user=OuterRef("pk"))


def _seen(by: Actor, action: str) -> Q | None:
    """Rows with region_code and office that somebody's right reaches; None: all of them."""
    areas = selectors.areas_for(by, action)
    if areas is None:
        return None
    seen = _inside(areas)
    for scope in selectors.office_scopes_for(by, action):
        office = Q(office__code=scope.office, office__region_code=str(scope.office_region or ""))
        seen |= office & _inside({scope.region}) if scope.region else office
    return seen


def _inside(areas: Iterable[RegionCode]) -> Q:
    """Rows in any of the areas; in none of no areas."""
    inside = Q(pk__in=[])
    for area in areas:
        inside |= Q(region_code=area.value) | Q(region_code__startswith=f"{area.value}.")
    return inside


def invitations_for(by: Actor) -> QuerySet[Invitation]:
    """Invitations that somebody may revoke or follow, the newest first; one query."""
    seen = _seen(by, permissions.INVITE.code)
    rows = Invitation.objects.select_related("office")
    return rows if seen is None else rows.filter(seen)


def offices_for(by: Actor, *, text: str = "") -> QuerySet[Office]:
    """Offices that somebody may manage, by area and code; one query."""
    areas = selectors.areas_for(by, permissions.MANAGE_OFFICE.code)
    rows = Office.objects.order_by("region_code", "code")
    if areas is not None:
        rows = rows.filter(_inside(areas))
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word) | Q(region_code=word))
    return rows
