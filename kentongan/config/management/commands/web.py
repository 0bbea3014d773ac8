from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kentongan.config import servers


class Command(BaseCommand):
    help = "Serves the pages and the JSON API (granian, WSGI). BIND and PORT say where."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        servers.serve_web(workers=options["workers"], threads=options["threads"])
