"""Addresses of the public board."""

from django.urls import path

from kentongan.lobby.scoreboard import views

app_name = "scoreboard"
urlpatterns = [
    path("", views.show_scoreboard, name="show_scoreboard"),
    path("unduh.csv", views.download_scores, name="download_scores"),
    path("laporan/", views.show_reports, name="show_reports"),
    path("<str:office_key>/", views.show_office, name="show_office"),
]
