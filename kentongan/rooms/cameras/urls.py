"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.cameras.views import (
    checking,
    evidence,
    live,
    masking,
    owning,
    public,
    recording,
    registry,
    sharing,
    wall,
)

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
    path("kamera/milik/bukti/<str:code>/", evidence.show_own_evidence, name="show_own_evidence"),
    path("kamera/bukti/<str:code>/jawab/", evidence.answer_evidence, name="answer_evidence"),
    path("kamera/bukti/<str:code>/rekaman/", evidence.bring_clip, name="bring_clip"),
    path("kamera/penutup/<str:code>/", masking.edit_masks, name="edit_masks"),
    path(
        "kamera/penutup/<str:code>/gambar.jpg", masking.show_mask_picture, name="show_mask_picture"
    ),
    path("kamera/penutup/<str:code>/<int:mask_id>/buka/", masking.remove_mask, name="remove_mask"),
    path("meja/kamera/bukti/", evidence.list_evidence, name="list_evidence"),
    path("meja/kamera/bukti/<str:code>/", evidence.show_evidence, name="show_evidence"),
    path(
        "meja/kamera/bukti/<str:code>/putuskan/", evidence.decide_evidence, name="decide_evidence"
    ),
    path(
        "meja/kamera/bukti/<str:code>/unduh/", evidence.download_evidence, name="download_evidence"
    ),
    path("meja/kamera/bukti/<str:code>/rekam/", recording.record_live, name="record_live"),
    path("meja/kamera/bukti/<str:code>/hentikan/", recording.stop_recording, name="stop_recording"),
    path("meja/kamera/cakupan/", public.show_coverage, name="show_coverage"),
    path("meja/kamera/cakupan.geojson", public.give_full_coverage, name="give_full_coverage"),
    path("kamera/milik/<str:code>/periksa/", checking.check_own, name="check_own"),
    path(
        "kamera/milik/<str:code>/berkas/<slug:which>/", checking.show_own_file, name="show_own_file"
    ),
    path("meja/kamera/daftar/", registry.list_registry, name="list_registry"),
    path("meja/kamera/daftarkan/", registry.register_camera, name="register_camera"),
    path("meja/kamera/<str:code>/periksa/", checking.check_camera, name="check_camera"),
    path("meja/kamera/<str:code>/berkas/<slug:which>/", checking.show_file, name="show_file"),
    path("meja/kamera/<str:code>/lihat-mata/", checking.judge_picture, name="judge_picture"),
    path("meja/kamera/<str:code>/keluarkan/", checking.retire, name="retire"),
    path("meja/kamera/", wall.show_wall, name="show_wall"),
    path("meja/kamera/<str:code>/", live.show_camera, name="show_camera"),
    path("meja/kamera/<str:code>/kunci/", live.give_key, name="give_key"),
    path("meja/kamera/<str:code>/gambar.jpg", live.give_picture, name="give_picture"),
]
