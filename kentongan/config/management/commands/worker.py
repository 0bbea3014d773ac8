from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kentongan.config import servers


class Command(BaseCommand):
    help = "Runs queued jobs and timers. As many as you like, on as many machines as you like."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=4)
        parser.add_argument("--once", action="store_true", help="leave when the queue is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        servers.run_worker(concurrency=options["concurrency"], once=options["once"])
