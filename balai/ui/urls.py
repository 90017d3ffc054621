"""Addresses of the gallery."""

from django.urls import path

from balai.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
