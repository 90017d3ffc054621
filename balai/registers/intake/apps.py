"""Registers this part with Django and with the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """The intake part."""

    name = "balai.registers.intake"
    label = "intake"
    verbose_name = "Impor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the part's actions and its place in the desk's menu."""
        from balai.kernel import permissions as kernel_permissions
        from balai.registers.audit.services import register_words
        from balai.registers.intake import permissions, trail
        from balai.ui.registry import MenuItem, register_menu

        kernel_permissions.register(*permissions.ACTIONS)
        register_words(trail.WORDS)
        register_menu(
            MenuItem(
                label=_("Impor"),
                url_name="intake:batches",
                audience="desk",
                action=permissions.VIEW_BATCHES.code,
                order=60,
            )
        )
