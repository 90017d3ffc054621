"""Addresses of the public pages."""

from django.urls import path

from balai.oversight.portal import files, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("daerah/", views.regions, name="regions"),
    path("daerah/<str:code>/", views.region, name="region"),
    path("daerah/<str:code>/hasil.<str:fmt>", files.region, name="region_file"),
    path("hasil/", views.latest, name="latest"),
    path("hasil/<slug:round_code>/<slug:list_code>/", views.results, name="results"),
    path(
        "hasil/<slug:round_code>/<slug:list_code>/hasil.<str:fmt>",
        files.results,
        name="results_file",
    ),
    path("cara-menilai/", views.method, name="method"),
    path("cara-membaca-peringkat/", views.reading, name="reading"),
    path("data-terbuka/", views.open_data, name="open_data"),
    path("data-terbuka/semua-hasil.<str:fmt>", files.everything, name="everything_file"),
    path("istilah/", views.glossary, name="glossary"),
    path("privasi/", views.privacy, name="privacy"),
    path("aksesibilitas/", views.accessibility, name="accessibility"),
    path("versi-data/", views.data_version, name="data_version"),
    path("robots.txt", files.robots, name="robots"),
    path("sitemap.xml", files.sitemap, name="sitemap"),
]
