"""`manage.py declare_day_off 2026-12-24 "Cuti bersama Natal" --kind collective`."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.places.rules.days_off import DAY_OFF_KINDS
from kentongan.rooms.places.services.days_off import declare_day_off


class Command(BaseCommand):
    help = "Make a date a day off: offices are closed, running deadlines that cross it move."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("date", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("name", help="what the day is called in Indonesian")
        parser.add_argument("--english", default="", help="what it is called in English")
        parser.add_argument("--kind", choices=sorted(DAY_OFF_KINDS), default="local")
        parser.add_argument("--decree", default="", help="who decided it, and where it stands")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = declare_day_off(
                date=options["date"],
                name_id=options["name"],
                name_en=options["english"],
                kind=options["kind"],
                decree=options["decree"],
                by=TERMINAL,
                now=timezone.localtime(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{day.date}: {day.name_id} ({day.kind})")
