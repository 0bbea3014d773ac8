from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.lobby.demo import years
from kentongan.rooms.cases import api as cases
from kentongan.rooms.services import api as services


class Command(BaseCommand):
    help = "Make years of a big regency in bulk, for benches and for trying pages with old data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=1_000_000)
        parser.add_argument("--years", type=int, default=5)

    def handle(self, *args: Any, **options: Any) -> None:
        now, started = timezone.now(), monotonic()
        residents = max(200, options["cases"] // years.CASES_PER_PERSON)
        homes = years.make_people(residents, by=TERMINAL, now=now)
        self.stdout.write(f"{residents} residents ({monotonic() - started:.0f} s)")
        past = years.make_past(
            homes,
            slugs=[service.slug for service in services.list_whole_services()],
            count=options["cases"],
            years=options["years"],
            until=now,
        )
        count = cases.import_past_cases(past, by=TERMINAL, now=now)
        cases.refresh_statistics(by=TERMINAL)
        self.stdout.write(
            f"{count} cases over {options['years']} years ({monotonic() - started:.0f} s)"
        )
