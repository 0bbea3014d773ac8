"""Addresses of login and accounts; allauth's views one by one, each with its audience."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, re_path

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as sign_on
from allauth.socialaccount.providers.openid_connect import views as oidc

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.people.views import account as own
from kentongan.rooms.people.views import staff

everyone: Callable[[Any], Any] = for_audience(Audience.EVERYONE)
resident: Callable[[Any], Any] = for_audience(Audience.RESIDENT)

ENTRANCE = [
    path("masuk/", everyone(account.login), name="account_login"),
    path("masuk/kode/", everyone(mfa.authenticate), name="mfa_authenticate"),
    path("masuk/kunci/", everyone(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("akun/daftar/", everyone(account.signup), name="account_signup"),
    path("akun/keluar/", everyone(account.logout), name="account_logout"),
    path("akun/ditutup/", everyone(account.account_inactive), name="account_inactive"),
    path(
        "akun/email/periksa/",
        everyone(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path(
        "akun/email/konfirmasi/<str:key>/",
        everyone(account.confirm_email),
        name="account_confirm_email",
    ),
]
SIGN_ON_ID = {"provider_id": "oidc"}
SIGN_ON = [
    path("masuk/sso/", everyone(oidc.login), SIGN_ON_ID, name="openid_connect_login"),
    path("masuk/sso/kembali/", everyone(oidc.callback), SIGN_ON_ID, name="openid_connect_callback"),
    path(
        "masuk/sso/batal/", everyone(sign_on.login_cancelled), name="socialaccount_login_cancelled"
    ),
    path("masuk/sso/gagal/", everyone(sign_on.login_error), name="socialaccount_login_error"),
]
PASSWORD = [
    path("akun/sandi/", resident(account.password_change), name="account_change_password"),
    path("akun/sandi/buat/", resident(account.password_set), name="account_set_password"),
    path("akun/sandi/lupa/", everyone(account.password_reset), name="account_reset_password"),
    path(
        "akun/sandi/lupa/terkirim/",
        everyone(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^akun/sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        everyone(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "akun/sandi/baru/selesai/",
        everyone(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
SAFETY = [
    path("akun/email/", resident(account.email), name="account_email"),
    path("akun/konfirmasi/", resident(account.reauthenticate), name="account_reauthenticate"),
    path("akun/konfirmasi/kode/", resident(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "akun/konfirmasi/kunci/",
        resident(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("akun/keamanan/", resident(mfa.index), name="mfa_index"),
    path("akun/keamanan/aplikasi/", resident(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "akun/keamanan/aplikasi/matikan/",
        resident(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "akun/keamanan/kode-cadangan/",
        resident(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "akun/keamanan/kode-cadangan/buat/",
        resident(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/keamanan/kode-cadangan/unduh/",
        resident(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("akun/keamanan/kunci/", resident(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("akun/keamanan/kunci/tambah/", resident(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "akun/keamanan/kunci/<int:pk>/hapus/",
        resident(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "akun/keamanan/kunci/<int:pk>/ubah/",
        resident(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
]
OWN = [
    path("akun/", own.show_account, name="show_account"),
    path("akun/bahasa/", own.set_language, name="set_language"),
    path("akun/sesi/", own.list_sessions, name="list_sessions"),
    path("akun/sesi/<int:session_id>/akhiri/", own.end_session, name="end_session"),
    path("akun/faktor-kedua/", own.require_second_factor, name="require_second_factor"),
]

STAFF = [
    path("meja/petugas/", staff.list_offices, name="list_offices"),
    path("meja/petugas/peran/<int:holding_id>/akhiri/", staff.end_role, name="end_role"),
    path("meja/petugas/<str:office_key>/", staff.show_office, name="show_office"),
    path("meja/petugas/<str:office_key>/angkat/", staff.appoint, name="appoint"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *ENTRANCE,
    *SIGN_ON,
    *PASSWORD,
    *SAFETY,
    path("", include(([*OWN, *STAFF], "people"))),
]
