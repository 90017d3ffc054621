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
        """Declare who may do what, and the import of published results, which the intake's desk offers."""
        # What follows needs models, which are loaded only now.
        from balai.oversight.assessment.permissions import ACTIONS
        from balai.oversight.assessment.published.kind import PUBLISHED_RESULTS
        from balai.oversight.assessment.trail import WORDS
        from balai.registers.audit.services import register_words
        from balai.registers.intake.services import register_kind

        register(*ACTIONS)
        register_words(WORDS)
        register_kind(PUBLISHED_RESULTS)
