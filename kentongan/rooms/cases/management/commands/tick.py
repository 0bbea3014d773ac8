from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases.services.clockwork import ring_alarms


class Command(BaseCommand):
    help = "Runs everything that is due: reminders, escalation, day heads. Can be run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", type=_read_moment, help="as if it were 2026-11-23T08:00:00+07:00"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = options["now"] or timezone.now()
        rung = 0
        while more := ring_alarms(by=TERMINAL, now=now):
            rung += more
        sealed = audit.seal_days(now=now)
        self.stdout.write(f"rung {rung} alarms, sealed {len(sealed)} days")


def _read_moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no moment; write 2026-11-23T08:00:00+07:00") from error
    return moment if moment.tzinfo else timezone.make_aware(moment)
