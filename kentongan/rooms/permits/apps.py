"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PermitsConfig(AppConfig):
    name = "kentongan.rooms.permits"
    label = "permits"
    verbose_name = _("Permits")

    def ready(self) -> None:
        from kentongan.rooms.cameras import api as cameras
        from kentongan.rooms.cases import api as cases
        from kentongan.rooms.letters import api as letters
        from kentongan.rooms.people import api as people
        from kentongan.rooms.permits.measures import register_measures
        from kentongan.rooms.permits.queries.own_page import find_own_page
        from kentongan.rooms.permits.services._relief import follow_relief
        from kentongan.rooms.permits.services._turns import follow_permit
        from kentongan.rooms.permits.services.duties import follow_change
        from kentongan.rooms.permits.services.forgetting import forget_owner
        from kentongan.rooms.permits.services.loading import KIND, RELIEF_KIND

        cases.on_turn(KIND, follow_permit)
        cases.on_turn(RELIEF_KIND, follow_relief)
        for kind in (KIND, RELIEF_KIND):
            cases.register_product(kind, letters.find_letter_product)
        cases.register_page(KIND, find_own_page)
        people.on_forget(forget_owner)
        register_measures()
        cameras.on_change(follow_change)
