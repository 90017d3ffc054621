"""Registers the commands that concern an installation as a whole."""

from django.apps import AppConfig


class InstallationConfig(AppConfig):
    """Set-up, server and health of an installation."""

    name = "balai.config"
    label = "config"
    verbose_name = "Instalasi"

    def ready(self) -> None:
        """Join parts that may not know each other: the trail lies below the worker that seals it."""
        from balai.registers.accounts import services as accounts
        from balai.registers.audit import services as audit
        from balai.registers.intake import services as intake
        from balai.registers.work import services as work

        work.schedule("audit.seal", "* * * * *", audit.seal_by_the_clock)
        work.schedule("intake.forget", "40 2 * * *", intake.forget_by_the_clock)
        work.schedule("accounts.close_overdue", "10 3 * * *", accounts.close_overdue)
        work.schedule("accounts.forget_sessions", "20 3 * * *", accounts.forget_sessions)
