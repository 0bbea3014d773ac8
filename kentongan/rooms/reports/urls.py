"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import path

from kentongan.rooms.reports.views import digest

app_name = "reports"
urlpatterns = [
    path("meja/yang-buruk/", digest.show_bad, name="show_bad"),
]
