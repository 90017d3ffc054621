"""Addresses of signing in, one's own account, and administration of people and offices.

allauth reverses its own names without a namespace; of its views only those here exist.
"""

from __future__ import annotations

from django.urls import include, path, re_path

from balai.registers.accounts.views import invitations, me, offices, sign_in, users

_own = [
    path("", me.me, name="me"),
    path("nama/", me.my_name, name="my_name"),
    path("keluar-perangkat-lain/", me.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("terima/<str:token>/", sign_in.accept_invitation, name="accept_invitation"),
    path("pengguna/", users.users, name="users"),
    path("pengguna/undang/", invitations.invite, name="invite"),
    path("pengguna/<uuid:public_id>/", users.user, name="user"),
    path("pengguna/<uuid:public_id>/peran/", users.assign_role, name="assign_role"),
    path("pengguna/<uuid:public_id>/peran/<uuid:role_id>/akhiri/", users.end_role, name="end_role"),
    path("pengguna/<uuid:public_id>/nonaktifkan/", users.deactivate, name="deactivate"),
    path("pengguna/<uuid:public_id>/aktifkan/", users.reactivate, name="reactivate"),
    path("pengguna/<uuid:public_id>/nama/", users.rename, name="rename_user"),
    path("pengguna/<uuid:public_id>/asal/", users.declare_home, name="declare_home"),
    path(
        "pengguna/<uuid:public_id>/lepas-faktor-kedua/",
        users.remove_second_factor,
        name="remove_second_factor",
    ),
    path("pengguna/undangan/", invitations.invitations, name="invitations"),
    path("pengguna/undangan/<uuid:public_id>/", invitations.invitation, name="invitation"),
    path("instansi/", offices.offices, name="offices"),
    path("instansi/baru/", offices.new_office, name="new_office"),
    path("instansi/<uuid:public_id>/", offices.office, name="office"),
    path("instansi/<uuid:public_id>/tutup/", offices.close_office, name="close_office"),
]

urlpatterns = [
    path("", include((_own, "accounts"))),
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("masuk/kode/", sign_in.second_factor, name="mfa_authenticate"),
    path("keluar/", sign_in.sign_out, name="account_logout"),
    path("tidak-aktif/", sign_in.inactive, name="account_inactive"),
    path("periksa-kata-sandi/", sign_in.confirm_password, name="account_reauthenticate"),
    path("periksa-kode/", sign_in.confirm_code, name="mfa_reauthenticate"),
    path("ganti-kata-sandi/", sign_in.change_password, name="account_change_password"),
    path("lupa-kata-sandi/", sign_in.forgotten_password, name="account_reset_password"),
    path(
        "lupa-kata-sandi/terkirim/",
        sign_in.forgotten_password_sent,
        name="account_reset_password_done",
    ),
    path(
        "lupa-kata-sandi/selesai/",
        sign_in.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^lupa-kata-sandi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
    path("faktor-kedua/", sign_in.second_factor_state, name="mfa_index"),
    path("faktor-kedua/pasang/", sign_in.set_up_second_factor, name="mfa_activate_totp"),
    path("faktor-kedua/lepas/", sign_in.drop_second_factor, name="mfa_deactivate_totp"),
    path("kode-cadangan/", sign_in.recovery_codes, name="mfa_view_recovery_codes"),
    path("kode-cadangan/baru/", sign_in.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
