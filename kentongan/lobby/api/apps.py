from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "kentongan.lobby.api"
    label = "api"
