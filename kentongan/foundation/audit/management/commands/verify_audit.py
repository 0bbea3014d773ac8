from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kentongan.foundation.audit import chain


class Command(BaseCommand):
    help = "Read the whole audit chain again; names the first line that does not fit."

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        verdict = chain.verify()
        seconds = max(monotonic() - started, 1e-6)
        if not verdict.is_whole:
            raise CommandError(f"Audit chain broken at line {verdict.broken_id}: {verdict.why}.")
        self.stdout.write(
            f"Audit chain whole: {verdict.lines} lines, head {verdict.head.hash}"
            f" ({verdict.lines / seconds:,.0f} lines/s)"
        )
