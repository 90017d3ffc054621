"""Registers this part with Django and with the house."""

from django.apps import AppConfig

from balai.kernel.permissions import register


class RegionsConfig(AppConfig):
    """The regions part."""

    name = "balai.registers.regions"
    label = "regions"
    verbose_name = "Wilayah"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the actions of this part."""
        from balai.registers.audit.services import register_words
        from balai.registers.regions import permissions, trail

        register(permissions.LOAD)
        register_words(trail.WORDS)
