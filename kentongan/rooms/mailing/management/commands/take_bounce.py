"""A pipe of the mail server: `take_bounce --to ${original_recipient} < message`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localtime

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.mailing.services.bouncing import LONGEST, take_bounce


class Command(BaseCommand):
    help = "Reads a mail that came back from standard input."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="receiver of the envelope: our return path")

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(LONGEST)
        bounce = take_bounce(raw, to=options["to"], by=TERMINAL, now=localtime())
        self.stdout.write(f"{bounce.kind} {bounce.status}".strip())
