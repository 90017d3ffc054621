"""Registers the commands that concern an installation as a whole."""

from django.apps import AppConfig


class InstallationConfig(AppConfig):
    """Set-up, server and health of an installation."""

    name = "balai.config"
    label = "config"
    verbose_name = "Instalasi"
