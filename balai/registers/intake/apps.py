"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The intake part."""

    name = "balai.registers.intake"
    label = "intake"
    verbose_name = "Impor"
    default_auto_field = "django.db.models.BigAutoField"
