"""Registers this part with Django and with the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balai.kernel import permissions as kernel_permissions
from balai.ui.registry import MenuItem, register_menu


class AccountsConfig(AppConfig):
    """The accounts part."""

    name = "balai.registers.accounts"
    label = "accounts"
    verbose_name = "Akun"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the actions and the menu, and listen to the libraries of signing in."""
        from balai.registers.accounts import permissions, signals, trail
        from balai.registers.audit.services import register_words

        kernel_permissions.register(*permissions.ALL)
        register_words(trail.WORDS)
        register_menu(
            MenuItem(
                _("Pengguna"), "accounts:users", "desk", permissions.VIEW_USERS.code, order=700
            ),
            MenuItem(
                _("Instansi"), "accounts:offices", "desk", permissions.MANAGE_OFFICE.code, order=710
            ),
            MenuItem(_("Akun saya"), "accounts:me", "desk", order=900),
            # The same link for everybody: whoever has not signed in is led to sign-in.
            MenuItem(_("Masuk"), "accounts:me", "public", order=900),
        )
        signals.connect()
