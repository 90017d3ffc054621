"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit part."""

    name = "balai.registers.audit"
    label = "audit"
    verbose_name = "Jejak audit"
    default_auto_field = "django.db.models.BigAutoField"
