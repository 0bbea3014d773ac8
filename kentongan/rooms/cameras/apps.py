"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CamerasConfig(AppConfig):
    name = "kentongan.rooms.cameras"
    label = "cameras"
    verbose_name = _("Cameras")

    def ready(self) -> None:
        from kentongan.rooms.cameras.services.owning import forget_owner
        from kentongan.rooms.people import api as people

        people.on_forget(forget_owner)
