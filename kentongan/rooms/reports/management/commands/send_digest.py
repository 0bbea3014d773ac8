"""`manage.py send_digest`: tells leaders what is bad, once for each time of the day."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.reports.queries.digest import read_plan
from kentongan.rooms.reports.rules.digest import find_slot
from kentongan.rooms.reports.services.digest import send_digests, send_due_digests


class Command(BaseCommand):
    """Posts the digest that is due, or with --now also on another day or hour."""

    help = "Tell leaders only what is bad: late, reopened, followed by many, nobody to mend it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whether it has to be its time."""
        parser.add_argument(
            "--now", action="store_true",
            help="also on a day off or hours later; still once for each time of the day",
        )  # fmt: skip

    def handle(self, *, now: bool, **_: Any) -> None:
        """Post the letters and say how many."""
        moment = timezone.localtime()
        if now:
            first = moment.replace(hour=0, minute=0, second=0, microsecond=0)
            slot_at = find_slot(moment, read_plan()) or first
            count = send_digests(slot_at=slot_at, by=TERMINAL, now=moment)
        else:
            count = send_due_digests(by=TERMINAL, now=moment)
        self.stdout.write(f"posted {count}")
