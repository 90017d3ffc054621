"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The work part."""

    name = "balai.registers.work"
    label = "work"
    verbose_name = "Pekerjaan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the part's own work on the schedule."""
        from balai.registers.work import services

        services.schedule("work.forget_old_runs", "17 3 * * *", services.forget_old_runs)
