"""`manage.py create_token`: what a machine of an office shows to the API."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.people import api
from kentongan.rooms.places import api as places


class Command(BaseCommand):
    """Makes an access token and prints it once."""

    help = "Make an access token of an office and print it; it is never shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the office, the scopes and how long."""
        parser.add_argument("--office", required=True, help="key, for example dispendukcapil")
        parser.add_argument("--name", required=True, help="what uses it")
        parser.add_argument("--scope", action="append", default=[], dest="scopes")
        parser.add_argument("--days", type=int, default=365)

    def handle(self, *, office: str, name: str, scopes: list[str], days: int, **_: Any) -> None:
        """Make the token."""
        now = timezone.localtime()
        try:
            secret = api.create_token(
                office_id=places.get_office(office).pk,
                name=name,
                scopes=scopes,
                ends_at=now + timedelta(days=days),
                by=TERMINAL,
                now=now,
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(secret)
