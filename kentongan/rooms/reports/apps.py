"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "kentongan.rooms.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from kentongan.rooms.cases import api as cases
        from kentongan.rooms.people import api as people
        from kentongan.rooms.reports.events import tell_by_phone
        from kentongan.rooms.reports.measures import register_measures
        from kentongan.rooms.reports.queries.panel import make_panel
        from kentongan.rooms.reports.services._telling import tell_news
        from kentongan.rooms.reports.services._turns import follow_turn
        from kentongan.rooms.reports.services.forgetting import forget_reporter
        from kentongan.rooms.reports.services.loading import KIND
        from kentongan.rooms.reports.services.whatsapp.replying import tell_by_whatsapp

        tell_by_phone(tell_by_whatsapp)
        cases.on_turn(KIND, follow_turn)
        cases.tell_by(KIND, tell_news)
        cases.register_panel(KIND, make_panel)
        people.on_forget(forget_reporter)
        register_measures()
