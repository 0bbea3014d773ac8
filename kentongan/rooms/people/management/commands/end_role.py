"""`manage.py end_role`: whoever leaves an office holds no role there any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.people import api
from kentongan.rooms.places import api as places


class Command(BaseCommand):
    """Ends roles that run or are still to begin."""

    help = "End the roles that somebody holds at an office, now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the person and the office; without a role all of them end."""
        parser.add_argument("email")
        parser.add_argument("--office", required=True, help="key, for example kec-35.10.05")
        parser.add_argument("--role", default="", choices=["", *(role.value for role in api.Role)])

    def handle(self, *, email: str, office: str, role: str, **_: Any) -> None:
        """End them, or say that there is none."""
        now = timezone.localtime()
        try:
            held = api.list_future_and_current_holders([places.get_office(office).pk], now=now)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        ending = [
            holder
            for holder in held
            if holder.email == email.strip().lower() and role in {"", holder.role}
        ]
        if not ending:
            raise CommandError(f"{email} holds no such role at {office}.")
        for holder in ending:
            api.end_role(holding_id=holder.holding_id, by=TERMINAL, now=now)
            self.stdout.write(f"user:{holder.user_id} {holder.role} ended")
