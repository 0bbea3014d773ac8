from django.urls import path

from kentongan.lobby.web import views

app_name = "web"
urlpatterns = [
    path("", views.show_home, name="show_home"),
    path("cari/", views.search, name="search"),
    path("aksesibilitas/", views.show_accessibility, name="show_accessibility"),
    path("privasi/", views.show_privacy, name="show_privacy"),
]
