"""Addresses of the import desk, under /impor/."""

from django.urls import path

from balai.registers.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.batches, name="batches"),
    path("baru/<slug:kind>/", views.upload, name="upload"),
    path("templat/<slug:kind>.<slug:fmt>", views.template, name="template"),
    path("<uuid:public_id>/", views.batch, name="batch"),
    path("<uuid:public_id>/masalah.csv", views.problems_csv, name="problems_csv"),
    path("<uuid:public_id>/terapkan/", views.apply, name="apply"),
    path("<uuid:public_id>/periksa-lagi/", views.recheck, name="recheck"),
    path("<uuid:public_id>/buang/", views.discard, name="discard"),
]
