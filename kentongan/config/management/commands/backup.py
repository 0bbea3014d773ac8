from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localtime

from kentongan.config import archive


class Command(BaseCommand):
    help = "Writes database and stored files into one archive with a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = archive.write(options["file"].absolute(), now=localtime())
        except archive.CannotArchive as error:
            raise CommandError(str(error)) from error
        head = manifest["audit_head"]
        self.stdout.write(f"{options['file']}: {len(manifest['files'])} files")
        self.stdout.write(f"audit head: line {head['id']} {head['hash']}")
        self.stdout.write("SECRET_KEY is not inside. Keep it elsewhere: without it sealed data")
        self.stdout.write("(NIK, phone numbers, keys of certificates) cannot be read again.")
