"""Pages under docs/reference that commands write, and their `--check` for CI."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

REFERENCE = Path("docs/reference")


class ReferenceCommand(BaseCommand):
    """A command that writes one page; with `--check` it only tells whether the page is fresh."""

    page = ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the page is not fresh")

    def draw(self) -> str:
        """Return the text of the page."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        file = REFERENCE / self.page
        text = self.draw().rstrip() + "\n"
        if options["check"]:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                name = type(self).__module__.rpartition(".")[2]
                raise CommandError(f"{file} is not fresh: run `python manage.py {name}`.")
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.stdout.write(f"wrote {file}")
