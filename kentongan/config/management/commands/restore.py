from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kentongan.config import archive
from kentongan.foundation.audit import chain


class Command(BaseCommand):
    help = "Puts a backup into an empty database and an empty storage, and proves it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = archive.restore(options["file"].absolute())
        except archive.CannotArchive as error:
            raise CommandError(str(error)) from error
        verdict = chain.verify()
        if not verdict.is_whole:
            raise CommandError(f"The audit chain is broken at line {verdict.broken_id}.")
        self.stdout.write(f"restored: {len(manifest['files'])} files, made {manifest['made_at']}")
        self.stdout.write(
            f"audit head: line {verdict.head.id} {verdict.head.hash} (as in the backup)"
        )
        if not archive.has_same_secret(manifest):
            self.stderr.write(
                "Warning: SECRET_KEY differs from that of the old machine. Set the old one (in a "
                "demo: var/secret_key); until then NIK and phone numbers cannot be read."
            )
