"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "kentongan.rooms.services"
    label = "services"
    verbose_name = _("Services")
