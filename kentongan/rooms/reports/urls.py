"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.reports.views import (
    chat,
    digest,
    field,
    following,
    judging,
    mapping,
    numbers,
    photos,
    reporting,
    similar,
    uploading,
    whatsapp,
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
    path("meja/chat/", chat.show_chats, name="show_chats"),
    path("meja/chat/kirim/", chat.send_chat, name="send_chat"),
    path("meja/chat/usulan/", chat.show_proposals, name="show_proposals"),
    path("meja/chat/usulan/<uuid:proposal_id>/", chat.show_proposal, name="show_proposal"),
    path(
        "meja/chat/usulan/<uuid:proposal_id>/terima/", chat.accept_proposal, name="accept_proposal"
    ),
    path("meja/chat/usulan/<uuid:proposal_id>/gabung/", chat.join_proposal, name="join_proposal"),
    path("meja/chat/usulan/<uuid:proposal_id>/buang/", chat.drop_proposal, name="drop_proposal"),
    path("meja/chat/usulan/<uuid:proposal_id>/batal/", chat.undo_decision, name="undo_decision"),
    path("meja/chat/foto/<int:message_id>/", chat.show_photo, name="show_chat_photo"),
    path("meja/chat/nomor/", numbers.list_blocks, name="list_blocks"),
    path("meja/chat/nomor/blokir/", numbers.block_number, name="block_number"),
    path("meja/chat/nomor/<int:block_id>/buka/", numbers.lift_block, name="lift_block"),
    path("wa/webhook/", whatsapp.hear_platform, name="hear_platform"),
    path("meja/chat/<uuid:import_id>/", chat.show_chat, name="show_chat"),
    path("meja/chat/<uuid:import_id>/urutan/", chat.say_order, name="say_order"),
]
