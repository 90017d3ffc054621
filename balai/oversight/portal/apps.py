"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal part."""

    name = "balai.oversight.portal"
    label = "portal"
    verbose_name = "Portal"
    default_auto_field = "django.db.models.BigAutoField"
