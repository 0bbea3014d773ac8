"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.letters.views import letters, verification

app_name = "letters"
urlpatterns = [
    path("lacak/<str:code>/surat/", letters.download_letter, name="download_letter"),
    path("lacak/<str:code>/surat/pencabutan/", letters.revoke_letter, name="revoke_letter"),
    path(
        "lacak/<str:code>/surat/<slug:purpose>/",
        letters.download_further_letter,
        name="download_further_letter",
    ),
    path(
        "lacak/<str:code>/surat/<slug:purpose>/pencabutan/",
        letters.revoke_further_letter,
        name="revoke_further_letter",
    ),
    path("surat/periksa/", verification.check_letter, name="check_letter"),
    path("surat/otoritas.pem", verification.download_authority, name="download_authority"),
    path("surat/<str:token>/", verification.show_letter, name="show_letter"),
]
