"""Registers this part with Django and with the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balai.kernel.permissions import register
from balai.ui.registry import MenuItem, register_menu


class AssessmentConfig(AppConfig):
    """The assessment part."""

    name = "balai.oversight.assessment"
    label = "assessment"
    verbose_name = "Evaluasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare who may do what, the import of published results, and its entry in the menu."""
        # What follows needs models, which are loaded only now.
        from balai.oversight.assessment.permissions import ACTIONS, IMPORT_RESULTS  # noqa: PLC0415
        from balai.oversight.assessment.published.kind import PUBLISHED_RESULTS  # noqa: PLC0415
        from balai.oversight.assessment.trail import WORDS  # noqa: PLC0415
        from balai.registers.audit.services import register_words  # noqa: PLC0415
        from balai.registers.intake.services import register_kind  # noqa: PLC0415

        register(*ACTIONS)
        register_words(WORDS)
        register_kind(PUBLISHED_RESULTS)
        register_menu(
            MenuItem(
                _("Impor hasil"),
                "assessment:import_results",
                "desk",
                IMPORT_RESULTS.code,
                order=40,
            )
        )
