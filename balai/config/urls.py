"""Every address of the installation. The path decides the language: /… Indonesian, /en/… English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("balai.oversight.portal.urls")),
    path("evaluasi/", include("balai.oversight.assessment.urls")),
    path("impor/", include("balai.registers.intake.urls")),
    path("akun/", include("balai.registers.accounts.urls")),
    path("jejak/", include("balai.registers.audit.urls")),
    path("gaya/", include("balai.ui.urls")),
    prefix_default_language=False,
)
