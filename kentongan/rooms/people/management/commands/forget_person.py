"""`manage.py forget_person`: erase who somebody is (UU 27/2022)."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.people import api


class Command(BaseCommand):
    """Erases a person; the NIK is asked for, so that it stays out of the shell's history."""

    help = "Erase the personal data of somebody who asks for it; cases stay as numbers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the person by id; without it the NIK is asked for, or read from standard input."""
        parser.add_argument("--person", type=UUID, default=None)
        parser.add_argument("--reason", default="", help="number of the request, for the chain")

    def handle(self, *, person: UUID | None, reason: str, **_: Any) -> None:
        """Find and forget."""
        person_id = person or self._find()
        try:
            api.forget_person(
                person_id=person_id, reason=reason, by=TERMINAL, now=timezone.localtime()
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"person:{person_id} is forgotten")

    def _find(self) -> UUID:
        nik = getpass.getpass("NIK: ") if sys.stdin.isatty() else sys.stdin.readline()
        found = api.find_person_by_nik(nik)
        if found is None:
            raise CommandError("Nobody has this NIK.")
        return found.id
