"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The regions part."""

    name = "balai.registers.regions"
    label = "regions"
    verbose_name = "Wilayah"
    default_auto_field = "django.db.models.BigAutoField"
