"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CamerasConfig(AppConfig):
    name = "kentongan.rooms.cameras"
    label = "cameras"
    verbose_name = _("Cameras")

    def ready(self) -> None:
        from kentongan.rooms.cameras.events import on_change
        from kentongan.rooms.cameras.measures import register_measures
        from kentongan.rooms.cameras.rules.evidence import KIND
        from kentongan.rooms.cameras.services.evidence.asking import follow_turn
        from kentongan.rooms.cameras.services.owning import forget_owner
        from kentongan.rooms.cameras.services.watching import follow_camera
        from kentongan.rooms.cases import api as cases
        from kentongan.rooms.people import api as people

        people.on_forget(forget_owner)
        cases.on_turn(KIND, follow_turn)
        on_change(follow_camera)
        register_measures()
