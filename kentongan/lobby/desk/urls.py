"""Addresses of the desk. A case's code opens nothing by itself; a verb is only for a change."""

from django.urls import path

from kentongan.lobby.desk.views import (
    applicant,
    cases,
    consults,
    days_off,
    deciding,
    lists,
    reporting,
)

app_name = "desk"
urlpatterns = [
    path("", lists.show_desk, name="show_desk"),
    path("cari-nik/", lists.find_by_nik, name="find_by_nik"),
    path("hari-libur/", days_off.list_days_off, name="list_days_off"),
    path("hari-libur/umumkan/", days_off.declare_day_off, name="declare_day_off"),
    path("hari-libur/<str:day>/cabut/", days_off.revoke_day_off, name="revoke_day_off"),
    path("<str:code>/", cases.show_case, name="show_case"),
    path("<str:code>/berkas/<int:attachment_id>/", cases.show_file, name="show_file"),
    path("<str:code>/nik/", cases.reveal_nik, name="reveal_nik"),
    path("<str:code>/putuskan/", deciding.decide, name="decide"),
    path("<str:code>/tanya/", consults.ask_office, name="ask_office"),
    path("<str:code>/tanya/<uuid:step_id>/jawab/", consults.advise, name="advise"),
    path("<str:code>/tanya/<uuid:step_id>/batal/", consults.recall_consult, name="recall_consult"),
    path("<str:code>/gabung/", reporting.join_report, name="join_report"),
    path("<str:code>/kata-umum/", reporting.edit_words, name="edit_words"),
    path("<str:code>/blokir/", reporting.block_number, name="block_number"),
    path("<str:code>/pesan/", applicant.send_message, name="send_message"),
    path("<str:code>/jawab/", applicant.answer_for, name="answer_for"),
    path("<str:code>/tarik/", applicant.withdraw_for, name="withdraw_for"),
]
