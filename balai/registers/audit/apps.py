"""Registers this part with Django and with the house."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from balai.kernel import permissions as kernel_permissions
from balai.ui.registry import MenuItem, register_menu


def _make_triggers(*, using: str, **_kwargs: Any) -> None:
    """Make the append-only triggers again: SQLite drops them when a migration rebuilds a table."""
    from balai.registers.audit import triggers

    triggers.install_all(connections[using])


class AuditConfig(AppConfig):
    """The audit part."""

    name = "balai.registers.audit"
    label = "audit"
    verbose_name = "Jejak audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the actions, protect the trail, and keep the triggers alive."""
        from balai.registers.audit import permissions, services, trail

        kernel_permissions.register(permissions.READ, permissions.READ_ALL, permissions.SEAL)
        services.register_words(trail.WORDS)
        register_menu(
            MenuItem(_("Jejak audit"), "audit:entries", "desk", permissions.READ.code, order=720),
            MenuItem(_("Segel jejak audit"), "audit:head", "footer", order=90),
        )
        for table in ("audit_auditentry", "audit_auditleaf", "audit_auditseal"):
            services.protect_append_only(table)
        post_migrate.connect(_make_triggers, dispatch_uid="audit.triggers")
