"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.rounds.views import calendars, desk, near, papers, public

app_name = "rounds"
urlpatterns = [
    path("jadwal/", public.list_rounds, name="list_rounds"),
    path("jadwal.ics", calendars.give_calendar, name="give_calendar"),
    path(
        "jadwal/kecamatan/<str:code>.ics",
        calendars.give_district_calendar,
        name="give_district_calendar",
    ),
    path("jadwal/<slug:unit>.ics", calendars.give_unit_calendar, name="give_unit_calendar"),
    path("jadwal/terdekat/", near.find_near, name="find_near"),
    path("jadwal/poster/<str:village>.pdf", papers.give_poster, name="give_poster"),
    path("jadwal/<slug:unit>/<slug:stop>/<str:day>.png", papers.give_card, name="give_card"),
    path("jadwal/<slug:unit>/", public.show_unit, name="show_unit"),
    path("jadwal/<slug:unit>/<slug:stop>/", public.show_stop, name="show_stop"),
    path("meja/jadwal/", desk.show_day, name="show_day"),
    path("meja/jadwal/<int:stop_id>/<str:day>/", desk.show_visit, name="show_visit"),
    path("meja/jadwal/<int:stop_id>/<str:day>/buka/", desk.open_visit, name="open_visit"),
    path("meja/jadwal/<int:stop_id>/<str:day>/tutup/", desk.close_visit, name="close_visit"),
    path("meja/jadwal/<int:stop_id>/<str:day>/penuh/", desk.mark_full, name="mark_full"),
    path("meja/jadwal/<int:stop_id>/<str:day>/masih-ada/", desk.unmark_full, name="unmark_full"),
    path("meja/jadwal/<int:stop_id>/<str:day>/urungkan/", desk.undo_change, name="undo_change"),
    path("meja/jadwal/<int:stop_id>/<str:day>/<slug:how>/", desk.change_visit, name="change_visit"),
]
