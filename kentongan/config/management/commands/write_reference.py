from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kentongan.config import reference
from kentongan.config.paths import ROOT

FOLDER = ROOT / "docs" / "reference"


class Command(BaseCommand):
    help = "Writes docs/reference from the code; --check only says which pages are stale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        pages = {FOLDER / name: text for name, text in reference.make_pages().items()}
        stale = [
            file for file, text in pages.items() if not file.exists() or file.read_text() != text
        ]
        if options["check"] and stale:
            names = ", ".join(file.name for file in stale)
            raise CommandError(f"stale: {names}. Run: python manage.py write_reference")
        FOLDER.mkdir(parents=True, exist_ok=True)
        for file in stale:
            file.write_text(pages[file])
            self.stdout.write(f"wrote {file.relative_to(ROOT)}")
