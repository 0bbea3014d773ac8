from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain as audit
from kentongan.lobby.demo import network, story
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters import api as letters
from kentongan.rooms.people import api as people


class Command(BaseCommand):
    help = "Load the demo people and walk some weeks of cases through the real services; once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=story.CASES)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only the demo is seeded: set DEMO=1.")
        now, started = timezone.now(), monotonic()
        people.load_people(folder=settings.REGENCY_FOLDER, by=TERMINAL, now=now - story.BEFORE)
        if cases.has_cases():
            network.readdress_cameras(by=TERMINAL, now=now)
            return
        letters.ensure_authority(by=TERMINAL, now=now - story.BEFORE)
        count = story.tell(until=now, wanted=options["cases"])
        audit.seal_days(now=now)
        self.stdout.write(f"Demo: {count} cases in {monotonic() - started:.0f} s.")
