"""Addresses that only machines ask for; they have no language."""

from django.urls import path

from kentongan.lobby.web import views

app_name = "machines"
urlpatterns = [
    path("robots.txt", views.give_robots, name="give_robots"),
    path("sitemap.xml", views.give_sitemap, name="give_sitemap"),
]
