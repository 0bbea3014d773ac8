"""`manage.py import_boundaries FILE.geojson --source "BIG, RBI 25K, 2024" [--key KDEPUM]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.places.services.boundaries import ImportedBoundaries, import_boundaries

SHOWN = 10


class Command(BaseCommand):
    help = "Import boundaries of villages (GeoJSON, WGS 84, keyed by Kemendagri code)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="whose map it is, with its year")
        parser.add_argument("--key", default="", help="property that holds the code")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = import_boundaries(
                options["file"], source=options["source"], code_key=options["key"],
                by=TERMINAL, now=timezone.localtime(),
            )  # fmt: skip
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(done)

    def _say(self, done: ImportedBoundaries) -> None:
        self.stdout.write(f"{len(done.imported)} regions have their boundary now")
        if done.unknown:
            self.stdout.write(f"left out, not of this regency: {_list(done.unknown)}")
        if done.missing:
            self.stdout.write(f"villages still without one: {_list(done.missing)}")


def _list(codes: list[str]) -> str:
    more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
    return ", ".join(codes[:SHOWN]) + more
