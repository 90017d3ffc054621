"""Administration of people: list, one person, roles, closing and opening accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from balai.kernel.permissions import Role
from balai.kernel.region_code import BadRegionCode, RegionCode
from balai.registers.accounts import people_pages, permissions, services
from balai.registers.accounts.forms import (
    AssignRoleForm,
    HomeForm,
    ReasonForm,
    UserFilterForm,
)
from balai.registers.accounts.models import Assignment, User
from balai.registers.accounts.tables import UserTable
from balai.registers.accounts.views import answers
from balai.registers.accounts.views.answers import posted, succeeded
from balai.registers.accounts.words import scope_label
from balai.ui.access import actor_of, requires
from balai.ui.exports import ExportColumn, respond
from balai.ui.forms import BalaiForm, render_form

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50

_EXPORT = (
    ExportColumn("name", gettext_lazy("Nama")),
    ExportColumn("email", gettext_lazy("Alamat e-mail")),
    ExportColumn("roles", gettext_lazy("Peran")),
    ExportColumn("active", gettext_lazy("Aktif")),
    ExportColumn("last_login", gettext_lazy("Terakhir masuk")),
    ExportColumn("demo", gettext_lazy("Sintetis")),
)


@requires(permissions.VIEW_USERS.code)
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """List the people whom one may see: search, filter, sort, pages, CSV."""
    form = UserFilterForm(request.GET)
    region = _region(form)
    found = _filtered(request, form, region)
    if request.GET.get("format") == "csv":
        return _export(request, found, role=form.cleaned_data.get("role", ""), region=region)
    table = UserTable(found, areas={}, order_by="name")
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    rows = [bound.record for bound in table.page.object_list]
    table._areas = people_pages.areas_of(  # noqa: SLF001 - only now known: the rows of this page
        role.region_code for row in rows for role in people_pages.running(row)
    )
    query = request.GET.copy()
    query["format"] = "csv"
    return render_form(
        request,
        "accounts/users.html",
        form,
        {"table": table, "count": table.paginator.count, "csv": f"?{query.urlencode()}"},
    )


def _region(form: UserFilterForm) -> RegionCode | None:
    form.full_clean()
    text = form.cleaned_data.get("region", "")
    try:
        return RegionCode(text) if text else None
    except BadRegionCode:
        form.add_error("region", _("Tulis kode wilayah seperti 99.01"))
        return None


def _filtered(
    request: HttpRequest, form: UserFilterForm, region: RegionCode | None
) -> QuerySet[User]:
    wanted = form.cleaned_data
    state = wanted.get("state", "")
    return people_pages.users_for(
        actor_of(request),
        text=wanted.get("q", ""),
        role=wanted.get("role", ""),
        region=region,
        active={"active": True, "inactive": False}.get(state),
    )


def _export(
    request: HttpRequest, found: QuerySet[User], *, role: str, region: RegionCode | None
) -> HttpResponse:
    people = list(found.order_by("name", "id"))
    services.record_export(by=actor_of(request), rows=len(people), role=role, region=region)
    areas = people_pages.areas_of(
        role.region_code for person in people for role in people_pages.running(person)
    )
    rows = (
        (
            person.name,
            person.email,
            "; ".join(scope_label(role, areas) for role in people_pages.running(person)),
            person.is_active,
            person.last_login,
            person.is_demo,
        )
        for person in people
    )
    return respond(rows, _EXPORT, "csv", "pengguna")


def person_or_404(request: HttpRequest, public_id: uuid.UUID) -> User:
    """Return a person whom one may see; anybody else is not found."""
    try:
        return people_pages.user_for(actor_of(request), public_id)
    except User.DoesNotExist as error:
        raise Http404 from error


def _to(person: User, message: str, request: HttpRequest) -> HttpResponse:
    messages.success(request, message)
    return HttpResponseRedirect(reverse("accounts:user", args=[person.public_id]))


@requires(permissions.VIEW_USERS.code)
@require_GET
def user(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show one person with their roles."""
    person = person_or_404(request, public_id)
    by = actor_of(request)
    return render(
        request,
        "accounts/user.html",
        {
            "account": people_pages.account_page(person),
            "may_assign": by.may(permissions.ASSIGN_ROLE.code),
            "may_manage": by.may(permissions.MANAGE_USER.code),
            "own": by.id == f"user:{person.public_id}",
        },
    )


@requires(permissions.ASSIGN_ROLE.code)
@require_http_methods(["GET", "POST"])
def assign_role(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give a person one more role."""
    person = person_or_404(request, public_id)
    form = AssignRoleForm(posted(request))
    if form.is_valid():
        given = succeeded(
            form,
            lambda: services.assign_role(
                user=person,
                role=Role(form.cleaned_data["role"]),
                region=form.found_region,
                office=form.found_office,
                valid_to=form.cleaned_data["valid_to"],
                by=actor_of(request),
            ),
        )
        if given:
            return _to(person, _("Peran sudah diberikan."), request)
    return render_form(request, "accounts/assign_role.html", form, {"person": person})


@requires(permissions.ASSIGN_ROLE.code)
@require_http_methods(["GET", "POST"])
def end_role(request: HttpRequest, public_id: uuid.UUID, role_id: uuid.UUID) -> HttpResponse:
    """Ask, then end a role at once."""
    person = person_or_404(request, public_id)
    row = (
        Assignment.objects.select_related("office")
        .filter(user=person, public_id=role_id, ended_at=None)
        .first()
    )
    if row is None:
        raise Http404
    form = BalaiForm(posted(request))
    if form.is_valid() and succeeded(
        form, lambda: services.end_role(assignment=row, by=actor_of(request))
    ):
        return _to(person, _("Peran sudah diakhiri."), request)
    label = scope_label(row, people_pages.areas_of([row.region_code]))
    return render_form(
        request,
        "accounts/end_role.html",
        form,
        {"person": person, "label": label, "today": timezone.localdate()},
    )


def _for_a_reason(
    request: HttpRequest,
    public_id: uuid.UUID,
    write: Callable[..., object],
    *,
    template: str,
    done: str,
) -> HttpResponse:
    """Ask why, then do to a person's account what takes a reason, and say so on their page."""
    person = person_or_404(request, public_id)
    form = ReasonForm(posted(request))
    if form.is_valid() and succeeded(
        form,
        lambda: write(user=person, by=actor_of(request), reason=form.cleaned_data["reason"]),
    ):
        return _to(person, done, request)
    return render_form(request, template, form, {"person": person})


@requires(permissions.MANAGE_USER.code)
@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask why, then close the account."""
    write = services.deactivate_user
    return _for_a_reason(
        request,
        public_id,
        write,
        template="accounts/deactivate.html",
        done=_("Akun sudah dinonaktifkan."),
    )


@requires(permissions.MANAGE_USER.code)
@require_http_methods(["GET", "POST"])
def reactivate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask why, then open the account again."""
    write = services.reactivate_user
    return _for_a_reason(
        request,
        public_id,
        write,
        template="accounts/reactivate.html",
        done=_("Akun sudah aktif lagi."),
    )


@requires(permissions.MANAGE_USER.code)
@require_http_methods(["GET", "POST"])
def remove_second_factor(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask why, then take away a lost second factor."""
    write = services.remove_second_factor
    return _for_a_reason(
        request,
        public_id,
        write,
        template="accounts/remove_second_factor.html",
        done=_("Faktor kedua sudah dilepas."),
    )


@requires(permissions.MANAGE_USER.code)
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change a person's name."""
    person = person_or_404(request, public_id)
    return answers.rename(
        request,
        person,
        own=False,
        done=_("Nama sudah diganti."),
        then=reverse("accounts:user", args=[person.public_id]),
    )


@requires(permissions.MANAGE_USER.code)
@require_http_methods(["GET", "POST"])
def declare_home(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write down where a person comes from."""
    person = person_or_404(request, public_id)
    home = person.home_office
    form = HomeForm(
        posted(request),
        initial={
            "origin": f"{home.region_code} {home.code}".strip() if home else "",
            "independent": person.home_independent,
        },
    )
    if form.is_valid() and succeeded(
        form,
        lambda: services.declare_home(
            user=person,
            office=form.home_office,
            independent=form.cleaned_data["independent"],
            by=actor_of(request),
        ),
    ):
        return _to(person, _("Asal sudah dicatat."), request)
    return render_form(request, "accounts/declare_home.html", form, {"person": person})
