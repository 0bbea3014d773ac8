from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "kentongan.rooms.rounds"
    label = "rounds"
