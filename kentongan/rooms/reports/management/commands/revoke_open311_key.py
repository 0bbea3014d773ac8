"""`manage.py revoke_open311_key`: a program may no longer send reports by Open311."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.reports.services.open311_keys import revoke_open311_key


class Command(BaseCommand):
    """Ends a key at once."""

    help = "End the key of a program that sends reports by Open311."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the program."""
        parser.add_argument("label", help="which program, as it was named")

    def handle(self, *, label: str, **_: Any) -> None:
        """End the key."""
        try:
            revoke_open311_key(label=label, by=TERMINAL, now=timezone.localtime())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("revoked")
