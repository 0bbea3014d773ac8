"""`manage.py revoke_day_off 2026-12-24`."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.places.services.days_off import revoke_day_off


class Command(BaseCommand):
    help = "Make a day off an ordinary day again; loading the same data does not bring it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("date", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--reason", default="", help="who decided it, and why")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            revoke_day_off(
                date=options["date"],
                reason=options["reason"],
                by=TERMINAL,
                now=timezone.localtime(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['date']}: an ordinary day")
