"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The work part."""

    name = "balai.registers.work"
    label = "work"
    verbose_name = "Pekerjaan"
    default_auto_field = "django.db.models.BigAutoField"
