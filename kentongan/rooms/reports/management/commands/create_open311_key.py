"""`manage.py create_open311_key`: what a program shows to send reports by Open311."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.reports.services.open311_keys import create_open311_key


class Command(BaseCommand):
    """Makes a key and prints it once."""

    help = "Make a key for a program that sends reports by Open311; it is never shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the program, and how it is answered."""
        parser.add_argument("label", help="which program, for example aplikasi-warga")
        parser.add_argument("--batch", action="store_true", help="answer by a token")

    def handle(self, *, label: str, batch: bool, **_: Any) -> None:
        """Make the key."""
        try:
            secret = create_open311_key(
                label=label, is_batch=batch, by=TERMINAL, now=timezone.localtime()
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(secret)
