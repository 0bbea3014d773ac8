import asyncio
import contextlib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kentongan.lobby.demo import lenses


class Command(BaseCommand):
    help = "Serves the demo's cameras: drawn streets over RTSP on CAMERA_DEMO_PORT and the next."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only the demo has cameras of its own: set DEMO=1.")
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(lenses.serve(settings.CAMERA_FILMS))
