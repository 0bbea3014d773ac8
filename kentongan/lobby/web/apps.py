from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kentongan.lobby.web"
    label = "web"
