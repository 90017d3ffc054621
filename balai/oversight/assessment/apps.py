"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """The assessment part."""

    name = "balai.oversight.assessment"
    label = "assessment"
    verbose_name = "Evaluasi"
    default_auto_field = "django.db.models.BigAutoField"
