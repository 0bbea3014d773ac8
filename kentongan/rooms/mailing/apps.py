"""Wiring of the room."""

import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "kentongan.rooms.mailing"
    label = "mailing"
    verbose_name = _("Mailing")

    def ready(self) -> None:
        from kentongan.rooms.mailing.services.forgetting import forget_reader
        from kentongan.rooms.people import api as people

        logging.getLogger("flufl.bounce").setLevel(logging.WARNING)  # a line for each detector
        people.on_forget(forget_reader)
