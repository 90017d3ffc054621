"""Registers this part with Django and with the house."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts part."""

    name = "balai.registers.accounts"
    label = "accounts"
    verbose_name = "Akun"
    default_auto_field = "django.db.models.BigAutoField"
