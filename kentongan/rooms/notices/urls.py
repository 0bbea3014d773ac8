"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.notices.views import desk, public

app_name = "notices"
WORK = "meja/pengumuman/<uuid:notice_id>"
urlpatterns = [
    path("pengumuman/", public.list_notices, name="list_notices"),
    path("pengumuman/feed.<slug:form>", public.give_feed, name="give_feed"),
    path("pengumuman/cap/<uuid:message_id>.xml", public.give_cap, name="give_cap"),
    path("pengumuman/<int:year>/<slug:slug>/", public.show_notice, name="show_notice"),
    path("meja/pengumuman/", desk.show_desk, name="show_desk"),
    path("meja/pengumuman/notam/", desk.paste_notam, name="paste_notam"),
    path("meja/pengumuman/tulis/", desk.write_warning, name="write_warning"),
    path(f"{WORK}/", desk.show_work, name="show_work"),
    path(f"{WORK}/ubah/", desk.change_draft, name="change_draft"),
    path(f"{WORK}/penerbangan/", desk.set_flights, name="set_flights"),
    path(f"{WORK}/terbit/", desk.publish_notice, name="publish_notice"),
    path(f"{WORK}/batal/", desk.cancel_notice, name="cancel_notice"),
    path(f"{WORK}/perbarui/", desk.start_update, name="start_update"),
    path(f"{WORK}/buang/", desk.discard_draft, name="discard_draft"),
]
