from django.urls import path

from kentongan.foundation.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.list_mail, name="list_mail"),
    path("<uuid:mail_id>/", views.show_mail, name="show_mail"),
]
