"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "kentongan.rooms.services"
    label = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        from kentongan.foundation import checkups
        from kentongan.rooms.cases import api as cases
        from kentongan.rooms.people import api as people
        from kentongan.rooms.services.queries.letter_checkup import check_letters
        from kentongan.rooms.services.queries.letters import find_letter_product
        from kentongan.rooms.services.services.drafts import forget_drafts
        from kentongan.rooms.services.services.letters import forget_letters

        cases.register_product("application", find_letter_product)
        people.on_forget(forget_letters)
        people.on_forget(forget_drafts)
        checkups.register("letters", check_letters)
