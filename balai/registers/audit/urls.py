"""Addresses of the trail."""

from django.urls import path

from balai.registers.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("segel/", views.head, name="head"),
]
