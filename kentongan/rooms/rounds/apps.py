"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "kentongan.rooms.rounds"
    label = "rounds"
    verbose_name = _("Mobile services")

    def ready(self) -> None:
        from kentongan.rooms.mailing import api as mailing
        from kentongan.rooms.rounds.measures import register_measures
        from kentongan.rooms.rounds.queries.topics import list_topics

        mailing.register_topics(list_topics)
        register_measures()
