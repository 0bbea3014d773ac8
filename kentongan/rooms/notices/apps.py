"""Wiring of the room."""

from collections.abc import Iterable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "kentongan.rooms.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from kentongan.rooms.mailing import api as mailing
        from kentongan.rooms.notices.queries.data import read_data

        def list_topics() -> Iterable[mailing.Topic]:
            for topic in read_data().topics.values():
                yield mailing.Topic(f"notices/{topic.key}", topic.name, group=_("Notices"))

        summary = _("Closures and warnings, from the hour they are given.")
        mailing.register_topic(
            mailing.Topic("notices", _("All notices"), summary, group=_("Notices"))
        )
        mailing.register_topics(list_topics)
