"""`manage.py import_roads FILE.geojson`: road lines that cameras must face."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.cameras.services.roads import import_roads


class Command(BaseCommand):
    """Replaces the roads that came from the same source."""

    help = "Bring road lines in from GeoJSON (LineString, EPSG:4326, property name)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what its lines are called together."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", help="whose lines these are; the file's name unless given")

    def handle(self, *, file: Path, source: str | None, **_: Any) -> None:
        """Import and say how many."""
        try:
            count = import_roads(
                file, source=source or file.stem, by=TERMINAL, now=timezone.localtime()
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{count} roads")
