"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.reports.views import digest, mapping, photos, similar

app_name = "reports"
urlpatterns = [
    path("meja/yang-buruk/", digest.show_bad, name="show_bad"),
    path("lapor/mirip/", similar.show_similar, name="show_similar"),
    path("peta/", mapping.show_map, name="show_map"),
    path("peta/data.geojson", mapping.give_geojson, name="give_geojson"),
    path("peta/data.csv", mapping.give_csv, name="give_csv"),
    path("peta/<str:code>/", mapping.show_public_report, name="show_public_report"),
    path(
        "peta/<str:code>/foto/<int:photo_id>/", mapping.show_public_photo, name="show_public_photo"
    ),
    path("meja/foto/<int:photo_id>/", photos.edit_photo, name="edit_photo"),
    path("meja/foto/<int:photo_id>/asli/", photos.show_original, name="show_original"),
    path("meja/foto/<int:photo_id>/tarik/", photos.withdraw_photo, name="withdraw_photo"),
]
