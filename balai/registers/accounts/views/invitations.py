"""Administration of invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from balai.kernel.permissions import Role
from balai.registers.accounts import people_pages, permissions, services
from balai.registers.accounts.forms import InviteForm
from balai.registers.accounts.invitation import MACHINE, VALID_DAYS
from balai.registers.accounts.tables import InvitationTable
from balai.registers.accounts.views.answers import attempt, posted, succeeded
from balai.registers.accounts.words import invitation_state, scope_label
from balai.ui.access import actor_of, requires
from balai.ui.forms import BalaiForm, render_form

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50


@requires(permissions.INVITE.code)
@require_GET
def invitations(request: HttpRequest) -> HttpResponse:
    """List invitations, the newest first."""
    rows = people_pages.invitations_for(actor_of(request))
    table = InvitationTable(rows, areas={})
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    table._areas = people_pages.areas_of(  # noqa: SLF001 - only now known: the rows of this page
        bound.record.region_code for bound in table.page.object_list
    )
    return render(
        request, "accounts/invitations.html", {"table": table, "count": table.paginator.count}
    )


@requires(permissions.INVITE.code)
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the answer shows the link, this once."""
    form = InviteForm(posted(request))
    if form.is_valid():
        invited = attempt(
            form,
            lambda: services.invite(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                role=Role(form.cleaned_data["role"]),
                region=form.found_region,
                office=form.found_office,
                valid_to=form.cleaned_data["valid_to"],
                home_office=form.home_office,
                home_independent=form.cleaned_data["independent"],
                site=request.build_absolute_uri("/"),
                by=actor_of(request),
            ),
        )
        if invited:
            # Not a redirect: the link must not be kept anywhere, not even in the session.
            return render(request, "accounts/invited.html", {"invited": invited})
    return render_form(request, "accounts/invite.html", form, {"days": VALID_DAYS})


@requires(permissions.INVITE.code)
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show an invitation; POST revokes it."""
    row = people_pages.invitations_for(actor_of(request)).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    form = BalaiForm(posted(request))
    if form.is_valid() and succeeded(
        form, lambda: services.revoke_invitation(invitation=row, by=actor_of(request))
    ):
        messages.success(request, _("Undangan sudah dicabut. Tautannya tidak berlaku lagi."))
        return HttpResponseRedirect(reverse("accounts:invitations"))
    return render_form(
        request,
        "accounts/invitation.html",
        form,
        {
            "invitation": row,
            "label": scope_label(row, people_pages.areas_of([row.region_code])),
            "state": invitation_state(row),
            "open": row.state == MACHINE.initial and row.expires_at > timezone.now(),
        },
    )
