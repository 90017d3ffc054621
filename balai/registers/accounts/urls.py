"""Addresses of sign-in, one's own account and administration of people and offices."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

# No app_name: allauth reverses its own view names without one.
urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("periksa-sandi/", account.reauthenticate, name="account_reauthenticate"),
    path("ganti-sandi/", account.password_change, name="account_change_password"),
    path("lupa-sandi/", account.password_reset, name="account_reset_password"),
    path("lupa-sandi/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "lupa-sandi/<str:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "lupa-sandi/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("kode/", mfa.authenticate, name="mfa_authenticate"),
    path("periksa-kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("faktor-kedua/", mfa.index, name="mfa_index"),
    path("faktor-kedua/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("faktor-kedua/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("kode-cadangan/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("kode-cadangan/buat/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
