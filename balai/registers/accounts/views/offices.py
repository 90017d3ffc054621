"""Administration of offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from balai.kernel.actor import Forbidden
from balai.registers.accounts import people_pages, permissions, services
from balai.registers.accounts.forms import OfficeForm, RenameOfficeForm
from balai.registers.accounts.tables import OfficeTable
from balai.registers.accounts.views.answers import posted, succeeded
from balai.registers.accounts.words import area_label
from balai.ui.access import actor_of, requires
from balai.ui.forms import BalaiForm, render_form

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from balai.registers.accounts.models import Office

PER_PAGE = 50


@requires(permissions.MANAGE_OFFICE.code)
@require_GET
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices of one's areas."""
    text = request.GET.get("q", "")[:80]
    table = OfficeTable(
        people_pages.offices_for(actor_of(request), text=text), areas={}, order_by="region_code"
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    table._areas = people_pages.areas_of(  # noqa: SLF001 - only now known: the rows of this page
        bound.record.region_code for bound in table.page.object_list
    )
    return render(
        request,
        "accounts/offices.html",
        {"table": table, "count": table.paginator.count, "text": text},
    )


@requires(permissions.MANAGE_OFFICE.code)
@require_http_methods(["GET", "POST"])
def new_office(request: HttpRequest) -> HttpResponse:
    """Add an office."""
    form = OfficeForm(posted(request))
    if form.is_valid():
        try:
            made = succeeded(
                form,
                lambda: services.create_office(
                    code=form.cleaned_data["code"],
                    name=form.cleaned_data["name"],
                    short_name=form.cleaned_data["short_name"],
                    kind=form.cleaned_data["kind"],
                    region=form.cleaned_data["region"],
                    by=actor_of(request),
                ),
            )
        except Forbidden:
            # They may make offices, only not there: that is for the field to say.
            form.add_error("region", _("Isi wilayah yang berada di dalam wilayah Anda sendiri"))
            made = False
        if made:
            messages.success(request, _("Instansi sudah dibuat."))
            return HttpResponseRedirect(reverse("accounts:offices"))
    return render_form(request, "accounts/new_office.html", form)


@requires(permissions.MANAGE_OFFICE.code)
@require_http_methods(["GET", "POST"])
def office(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show an office; POST renames it."""
    row = _office_or_404(request, public_id)
    form = RenameOfficeForm(
        posted(request), initial={"name": row.name, "short_name": row.short_name}
    )
    if form.is_valid() and succeeded(
        form,
        lambda: services.rename_office(
            office=row,
            name=form.cleaned_data["name"],
            short_name=form.cleaned_data["short_name"],
            by=actor_of(request),
        ),
    ):
        messages.success(request, _("Nama instansi sudah disimpan."))
        return HttpResponseRedirect(reverse("accounts:office", args=[row.public_id]))
    area = area_label(row.region_code, people_pages.areas_of([row.region_code]))
    return render_form(request, "accounts/office.html", form, {"office": row, "area": area})


@requires(permissions.MANAGE_OFFICE.code)
@require_http_methods(["GET", "POST"])
def close_office(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask, then close an office."""
    row = _office_or_404(request, public_id)
    there = HttpResponseRedirect(reverse("accounts:office", args=[row.public_id]))
    form = BalaiForm(posted(request))
    if form.is_valid():
        services.close_office(office=row, by=actor_of(request))
        messages.success(request, _("Instansi sudah ditutup."))
        return there
    if not row.is_active:
        return there
    return render_form(request, "accounts/close_office.html", form, {"office": row})


def _office_or_404(request: HttpRequest, public_id: uuid.UUID) -> Office:
    row = people_pages.offices_for(actor_of(request)).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row
