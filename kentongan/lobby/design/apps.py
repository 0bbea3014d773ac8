from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "kentongan.lobby.design"
    label = "design"
