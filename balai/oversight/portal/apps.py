"""Registers this part with Django and with the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balai.ui.registry import MenuItem, register_menu


class PortalConfig(AppConfig):
    """The portal part."""

    name = "balai.oversight.portal"
    label = "portal"
    verbose_name = "Portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the public pages into header and footer."""
        register_menu(
            MenuItem(_("Daerah"), "portal:regions", "public", order=10),
            MenuItem(_("Hasil"), "portal:latest", "public", order=20),
            MenuItem(_("Cara menilai"), "portal:method", "public", order=30),
            MenuItem(_("Data terbuka"), "portal:open_data", "public", order=40),
            MenuItem(_("Aksesibilitas"), "portal:accessibility", "footer", order=10),
            MenuItem(_("Privasi"), "portal:privacy", "footer", order=20),
            MenuItem(_("Istilah"), "portal:glossary", "footer", order=30),
            MenuItem(_("Versi data"), "portal:data_version", "footer", order=40),
        )
