"""The page for people who write programs, at /api/v1/ and /en/api/v1/."""

from django.urls import path

from kentongan.lobby.api import views

app_name = "programmers"
urlpatterns = [path("", views.show_api, name="show_api")]
