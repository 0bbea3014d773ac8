from typing import Any

from django.core.management.base import BaseCommand

from kentongan.config import servers


class Command(BaseCommand):
    help = "Serves server-sent events and live video (granian, ASGI) on LIVE_PORT; else PORT + 1."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        servers.serve_live()
