from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "kentongan.rooms.news"
    label = "news"
