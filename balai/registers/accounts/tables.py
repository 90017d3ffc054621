"""Tables of people, invitations and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from balai.registers.accounts.models import Invitation, Office, User
from balai.registers.accounts.words import area_label, invitation_state, scope_label
from balai.ui.tables import BalaiTable
from balai.ui.templatetags.balai import moment, short_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from balai.kernel.region_code import RegionCode
    from balai.registers.regions.domain import Area


_ROW_HEAD = {"td": {"scope": "row"}}
_WIDE = {"th": {"class": "b-wide"}, "td": {"class": "b-wide"}}
"""Columns that a narrow screen leaves out."""


class UserTable(BalaiTable):
    """People with their roles; areas: names of the areas on this page."""

    caption = _("Pengguna")
    show_caption = False

    name = tables.Column(verbose_name=_("Nama"), attrs=_ROW_HEAD)
    roles = tables.Column(
        verbose_name=_("Peran"),
        empty_values=(),
        orderable=False,
        accessor="running",
        attrs=_WIDE,
    )
    state = tables.Column(
        verbose_name=_("Keadaan"), accessor="is_active", order_by=("-is_active", "name")
    )
    last_login = tables.Column(
        verbose_name=_("Terakhir masuk"), default=_("belum pernah"), attrs=_WIDE
    )

    class Meta(BalaiTable.Meta):
        model = User
        fields: ClassVar[tuple[str, ...]] = ("name", "roles", "state", "last_login")
        empty_text = _("Tidak ada pengguna yang cocok.")

    def __init__(self, *args: Any, areas: Mapping[RegionCode, Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = areas

    def render_name(self, record: User) -> SafeString:
        """Link to the person; below it the address and, on a narrow screen, the roles."""
        return format_html(
            '<a href="{}">{}</a><span class="b-second">{}</span>'
            '<span class="b-second b-second--narrow">{}</span>',
            reverse("accounts:user", args=[record.public_id]),
            record.name,
            record.email,
            self.render_roles(record),
        )

    def render_last_login(self, value: datetime) -> str:
        """Write the day in the installation's time zone."""
        return short_date(value)

    def render_roles(self, record: Any) -> SafeString | str:  # noqa: ANN401 - a user with its roles read
        """One line a role."""
        if not record.running:
            return gettext("tanpa peran")
        return format_html_join(
            mark_safe("<br>"),
            "{}",
            ((scope_label(row, self._areas),) for row in record.running),
        )

    def render_state(self, record: User) -> str:
        """Say whether the person may sign in."""
        return gettext("aktif") if record.is_active else gettext("tidak aktif")


class OfficeTable(BalaiTable):
    """Offices with their areas; areas: names of the areas on this page."""

    caption = _("Instansi")
    show_caption = False

    code = tables.Column(verbose_name=_("Kode"), attrs=_WIDE)
    name = tables.Column(verbose_name=_("Nama"), attrs=_ROW_HEAD)
    region_code = tables.Column(
        verbose_name=_("Wilayah"), empty_values=(), order_by=("region_code", "code")
    )
    is_active = tables.Column(verbose_name=_("Keadaan"))

    class Meta(BalaiTable.Meta):
        model = Office
        fields: ClassVar[tuple[str, ...]] = ("code", "name", "region_code", "is_active")
        empty_text = _("Belum ada instansi di wilayah Anda.")

    def __init__(self, *args: Any, areas: Mapping[RegionCode, Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = areas

    def render_name(self, record: Office) -> SafeString:
        """Link to the office."""
        return format_html(
            '<a href="{}">{}</a>', reverse("accounts:office", args=[record.public_id]), record.name
        )

    def render_region_code(self, record: Office) -> str:
        """Name the area."""
        return area_label(record.region_code, self._areas)

    def render_is_active(self, record: Office) -> str:
        """Say whether the office takes new roles."""
        return gettext("aktif") if record.is_active else gettext("ditutup")


class InvitationTable(BalaiTable):
    """Invitations; areas: names of the areas on this page."""

    caption = _("Undangan")
    show_caption = False

    name = tables.Column(verbose_name=_("Nama"), orderable=False, attrs=_ROW_HEAD)
    role = tables.Column(verbose_name=_("Peran"), orderable=False, attrs=_WIDE)
    state = tables.Column(verbose_name=_("Keadaan"), orderable=False)
    expires_at = tables.Column(verbose_name=_("Berlaku sampai"), orderable=False, attrs=_WIDE)

    class Meta(BalaiTable.Meta):
        model = Invitation
        fields: ClassVar[tuple[str, ...]] = ("name", "role", "state", "expires_at")
        empty_text = _("Belum ada undangan.")

    def __init__(self, *args: Any, areas: Mapping[RegionCode, Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = areas

    def render_name(self, record: Invitation) -> SafeString:
        """Link to the invitation; below it the address and, on a narrow screen, the role."""
        return format_html(
            '<a href="{}">{}</a><span class="b-second">{}</span>'
            '<span class="b-second b-second--narrow">{}</span>',
            reverse("accounts:invitation", args=[record.public_id]),
            record.name,
            record.email,
            self.render_role(record),
        )

    def render_role(self, record: Invitation) -> str:
        """Say the role that the link gives."""
        return scope_label(record, self._areas)

    def render_state(self, record: Invitation) -> str:
        """Say the state; an open one whose time is over is called so before it is closed."""
        return invitation_state(record)

    def render_expires_at(self, value: datetime) -> str:
        """Write the day and time in the installation's time zone."""
        return moment(value)
