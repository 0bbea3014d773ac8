from django.urls import path

from kentongan.lobby.design import views

app_name = "design"
urlpatterns = [
    path("rancangan/", views.show_components, name="show_components"),
    path("rancangan/<slug:page>/", views.show_page, name="show_page"),
]
