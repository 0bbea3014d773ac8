from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kentongan.config import starting


class Command(BaseCommand):
    help = "Prepares the database, then starts, watches and stops web, worker and live."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="a demo regency with people to be")

    def handle(self, *args: Any, **options: Any) -> None:
        starting.run()
