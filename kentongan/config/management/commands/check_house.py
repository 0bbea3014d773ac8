from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kentongan.foundation import checkups
from kentongan.foundation.checkups import Checkup, Finding, State, bad


class Command(BaseCommand):
    help = "Checks database, disk, mail, storage, queue, certificates and clock for operators."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        findings = {name: _ask(checkup) for name, checkup in checkups.list_checkups().items()}
        for name, finding in findings.items():
            self.stdout.write(f"{finding.state.value:5} {name:14} {finding.sentence}")
        if any(finding.state is State.BAD for finding in findings.values()):
            raise CommandError("Something needs attention.")


def _ask(checkup: Checkup) -> Finding:
    """Run one check-up; whatever goes wrong in it is its finding."""
    try:
        return checkup()
    except Exception as error:  # noqa: BLE001 - the operator wants all answers, not the first bug
        return bad(f"{type(error).__name__}: {error}".splitlines()[0])
