"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "kentongan.rooms.news"
    label = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from kentongan.rooms.mailing import api as mailing
        from kentongan.rooms.news.services._telling import list_topics
        from kentongan.rooms.news.services.complaining import forget_writer
        from kentongan.rooms.people import api as people

        mailing.register_topics(list_topics)
        people.on_forget(forget_writer)
