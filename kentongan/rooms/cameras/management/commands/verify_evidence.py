"""Check a package of evidence: `manage.py verify_evidence FILE [--root ROOT.pem]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.cameras.services.evidence.verifying import verify_package


class Command(BaseCommand):
    help = "Check the signature and every file of a package of evidence."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--root", type=Path, help="the published root; else the one inside")

    def handle(self, *args: Any, **options: Any) -> None:
        root = options["root"].read_text() if options["root"] else ""
        found = verify_package(options["file"].read_bytes(), root_pem=root, by=TERMINAL)
        if not found.holds:
            wrong = ", ".join(found.wrong) or "manifest.json.p7s"
            raise CommandError(f"this package does not hold: {wrong}")
        self.stdout.write(f"{found.request}: {found.files} files, signed by {found.signer}")
