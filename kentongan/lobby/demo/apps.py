from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kentongan.lobby.demo"
    label = "demo"
