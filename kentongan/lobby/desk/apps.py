from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kentongan.lobby.desk"
    label = "desk"
