"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kentongan.rooms.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from kentongan.rooms.people import receivers  # noqa: F401 - listens from now on
