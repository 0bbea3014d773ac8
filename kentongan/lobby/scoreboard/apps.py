from django.apps import AppConfig


class ScoreboardConfig(AppConfig):
    name = "kentongan.lobby.scoreboard"
    label = "scoreboard"
