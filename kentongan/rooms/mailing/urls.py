"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.mailing.views import following

app_name = "mailing"
urlpatterns = [
    path("kabar/langganan/", following.follow, name="follow"),
    path("kabar/langganan/surel/", following.show_asked, name="show_asked"),
    path("kabar/langganan/<str:token>/", following.show_own, name="show_own"),
    path("kabar/langganan/<str:token>/henti/", following.leave_at_once, name="leave_at_once"),
]
