from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kentongan.rooms.notices"
    label = "notices"
