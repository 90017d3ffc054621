"""Registers this part with Django and with the house."""

from django.apps import AppConfig

from balai.kernel.permissions import register


class AssessmentConfig(AppConfig):
    """The assessment part."""

    name = "balai.oversight.assessment"
    label = "assessment"
    verbose_name = "Evaluasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare who may do what."""
        from balai.oversight.assessment.permissions import ACTIONS  # noqa: PLC0415 - after loading

        register(*ACTIONS)
