"""Registers the shared templates, components and tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The interface kit."""

    name = "balai.ui"
    label = "ui"
    verbose_name = "Antarmuka"
