"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.mailing.views import bouncing, editions, following

app_name = "mailing"
urlpatterns = [
    path("kabar/langganan/", following.follow, name="follow"),
    path("kabar/langganan/surel/", following.show_asked, name="show_asked"),
    path(
        "kabar/langganan/tautan/<uuid:mailing_id>/<int:item_id>/",
        following.follow_link,
        name="follow_link",
    ),
    path("kabar/langganan/<str:token>/", following.show_own, name="show_own"),
    path("kabar/langganan/<str:token>/henti/", following.leave_at_once, name="leave_at_once"),
    path("api/mailing/bounce", bouncing.receive_bounce, name="receive_bounce"),
    path("meja/kabar/edaran/", editions.show_editions, name="show_editions"),
    path("meja/kabar/edaran/<uuid:edition_id>/", editions.show_edition, name="show_edition"),
]
