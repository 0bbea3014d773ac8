"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "kentongan.rooms.services"
    label = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        from kentongan.rooms.cases import api as cases
        from kentongan.rooms.letters import api as letters
        from kentongan.rooms.people import api as people
        from kentongan.rooms.services.services.drafts import forget_drafts

        cases.register_product("application", letters.find_letter_product)
        people.on_forget(forget_drafts)
