"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CamerasConfig(AppConfig):
    name = "kentongan.rooms.cameras"
    label = "cameras"
    verbose_name = _("Cameras")
