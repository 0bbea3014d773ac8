"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.reports.views import (
    digest,
    field,
    following,
    judging,
    mapping,
    photos,
    reporting,
    similar,
    uploading,
    worker,
)

app_name = "reports"
urlpatterns = [
    path("sw.js", worker.give_worker, name="give_worker"),
    path("lapor/", reporting.report_problem, name="report_problem"),
    path("lapor/kirim/", reporting.send_report, name="send_report"),
    path("lapor/kunci/", uploading.give_token, name="give_token"),
    path("lapor/unggah/<uuid:upload_id>/", uploading.take_upload, name="take_upload"),
    path("lapor/terkirim/<str:code>/", reporting.show_receipt, name="show_receipt"),
    path("lapor/berhenti/<str:token>/", following.unfollow, name="unfollow"),
    path("lapor/<str:code>/ikuti/", following.follow, name="follow"),
    path("lapor/<str:code>/hasil/", judging.judge_result, name="judge_result"),
    path("meja/lapangan/", field.list_field_work, name="list_field_work"),
    path("meja/lapangan/<str:code>/selesai/", field.close_in_field, name="close_in_field"),
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
