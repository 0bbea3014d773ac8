"""`manage.py load_regency [NAME]`: everything of a folder under regencies/."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.news import api as news
from kentongan.rooms.permits import api as permits
from kentongan.rooms.places import api as places
from kentongan.rooms.reports import api as reports
from kentongan.rooms.rounds import api as rounds
from kentongan.rooms.services import api as services


class Command(BaseCommand):
    help = "Load everything of a regency: places, services, reports, permits; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "name", nargs="?", default=settings.REGENCY, help="folder under regencies/"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.REGENCY_FOLDER).parent / options["name"]
        if not folder.is_dir():
            raise CommandError(f"there is no folder {options['name']!r} under regencies/")
        now = timezone.now()
        try:
            changed = places.load_regency(folder, by=TERMINAL, now=now)
            changed |= services.load_services(folder, by=TERMINAL, now=now)
            changed |= reports.load_categories(folder, by=TERMINAL, now=now)
            changed |= permits.load_permits(folder, by=TERMINAL, now=now)
            changed |= news.load_news(folder, by=TERMINAL, now=now)
            changed |= news.load_talk(folder, by=TERMINAL, now=now)
            changed |= rounds.load_rounds(folder, by=TERMINAL, now=now)
            changed |= cameras.load_evidence_type(folder, by=TERMINAL, now=now)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            told = ", ".join(f"{count} {name}" for name, count in changed.items())
            self.stdout.write(f"{folder.name}: {told} created or changed")
