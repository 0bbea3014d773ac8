"""Addresses of the room. A verb is only for a change, only by POST."""

from django.urls import URLPattern

app_name = "notices"
urlpatterns: list[URLPattern] = []
