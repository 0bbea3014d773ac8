"""`manage.py create_operator`: the first account of the IT team on a real server."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.people import api
from kentongan.rooms.places import api as places


class Command(BaseCommand):
    """Makes an IT account and prints its password once."""

    help = "Make an account of the IT team and print its password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the person and the office."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--office", required=True, help="key, for example diskominfo")

    def handle(self, *, email: str, name: str, office: str, **_: Any) -> None:
        """Make the account and the role together."""
        password = secrets.token_urlsafe(15)
        now = timezone.localtime()
        try:
            api.create_operator(
                email=email,
                name=name,
                password=password,
                office_id=places.get_office(office).pk,
                by=TERMINAL,
                now=now,
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{email}\n{password}")
        self.stderr.write("Log in, change the password and set up the second factor.")
