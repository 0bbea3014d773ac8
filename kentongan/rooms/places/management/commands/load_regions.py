"""`manage.py load_regions --from FOLDER --code 35.10 [--write regencies/NAME]`."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.places.queries.folders import read_national_tables
from kentongan.rooms.places.services.loading import load_regions


class Command(BaseCommand):
    help = (
        "Load the regions of any regency or city from the CSV files of idn-area-data "
        "(npm pack idn-area-data; folder package/data)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FOLDER")
        parser.add_argument("--code", required=True, help="Kemendagri code, such as 35.10")
        parser.add_argument(
            "--write",
            type=Path,
            metavar="FOLDER",
            help="write regions.csv into this folder of a new regency and leave the database alone",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["write"]:
                self._write(options["source"], options["code"], options["write"])
            else:
                self._load(options["source"], options["code"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _load(self, source: Path, code: str) -> None:
        changed = load_regions(source, code=code, by=TERMINAL, now=timezone.localtime())
        self.stdout.write(f"{code}: {changed['regions']} regions created or changed")

    def _write(self, source: Path, code: str, folder: Path) -> None:
        specs = read_national_tables(source, code=code)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "regions.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["code", "parent_code", "name", "kind"])
            writer.writerows((s.code, s.parent_code, s.name, s.kind) for s in specs)
        self.stdout.write(f"{folder / 'regions.csv'}: {len(specs)} regions (ODbL: name the source)")
