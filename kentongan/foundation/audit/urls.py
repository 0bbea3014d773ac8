"""Addresses of the published day heads."""

from django.urls import path

from kentongan.foundation.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.list_days, name="list_days"),
    path("audit/heads.txt", views.list_heads, name="list_heads"),
    path("audit.json", views.list_days_as_json, name="list_days_as_json"),
]
