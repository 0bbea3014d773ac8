"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.cameras.views import owning, public, sharing

app_name = "cameras"
urlpatterns = [
    path("kamera/", public.show_network, name="show_network"),
    path("kamera/cakupan.geojson", public.give_public_coverage, name="give_public_coverage"),
    path("kamera/tayangan/<str:month>/", public.show_month, name="show_month"),
    path("kamera/tayangan/<str:month>/data.csv", public.give_month_csv, name="give_month_csv"),
    path("kamera/milik/", owning.list_own, name="list_own"),
    path("kamera/milik/<str:code>/", owning.show_own, name="show_own"),
    path("kamera/milik/<str:code>/cabut/", owning.withdraw_consent, name="withdraw_consent"),
    path("meja/kamera/tujuan/", sharing.choose_purpose, name="choose_purpose"),
    path("meja/kamera/izin/", sharing.show_grants, name="show_grants"),
    path("meja/kamera/izin/<uuid:grant_id>/akhiri/", sharing.end_grant, name="end_grant"),
    path("meja/kamera/cakupan/", public.show_coverage, name="show_coverage"),
    path("meja/kamera/cakupan.geojson", public.give_full_coverage, name="give_full_coverage"),
]
