"""Addresses of the assessment's desk, under /evaluasi/; its public pages are the portal's."""

from django.urls import path

from balai.oversight.assessment import views

app_name = "assessment"
urlpatterns = [path("impor-hasil/", views.import_results, name="import_results")]
