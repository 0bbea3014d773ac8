"""`manage.py appoint`: give somebody a role at an office."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.people import api
from kentongan.rooms.places import api as places


class Command(BaseCommand):
    """Appoints; a new e-mail address gets an account, its password is set by the reset mail."""

    help = "Give somebody a role at an office for a period."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the person, the office, the role and the period."""
        parser.add_argument("email")
        parser.add_argument("--office", required=True, help="key, for example kec-35.10.05")
        parser.add_argument("--role", required=True, choices=[role.value for role in api.Role])
        parser.add_argument(
            "--capacity", default="definitive", choices=[one.value for one in api.Capacity]
        )
        parser.add_argument("--name", default="", help="for a new account")
        parser.add_argument("--position", default="")
        parser.add_argument("--behalf-of", default="", help='for a.n., "Camat Muncar"')
        parser.add_argument("--nip", default="")
        parser.add_argument("--decree", default="")
        parser.add_argument("--from", dest="starts_at", type=read_moment, default=None)
        parser.add_argument("--until", dest="ends_at", type=read_moment, default=None)

    def handle(self, **given: Any) -> None:
        """Appoint, or say why not."""
        names = (
            "role",
            "capacity",
            "position",
            "behalf_of",
            "nip",
            "decree",
            "starts_at",
            "ends_at",
        )
        try:
            user_id, is_new = api.appoint_by_email(
                email=given["email"],
                name=given["name"],
                office_id=places.get_office(given["office"]).pk,
                by=TERMINAL,
                now=timezone.localtime(),
                **{name: given[name] for name in names},
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"user:{user_id} {'(new account)' if is_new else ''}".strip())


def read_moment(text: str) -> datetime:
    """Read 2026-11-22 or 2026-11-22T08:00 in the time of the regency."""
    return timezone.make_aware(datetime.fromisoformat(text))
