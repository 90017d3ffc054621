"""Registers this part with Django and with the house."""

from django.apps import AppConfig

from balai.kernel import permissions as kernel_permissions


class AccountsConfig(AppConfig):
    """The accounts part."""

    name = "balai.registers.accounts"
    label = "accounts"
    verbose_name = "Akun"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the actions."""
        from balai.registers.accounts import permissions  # noqa: PLC0415 - models come later

        kernel_permissions.register(*permissions.ALL)
