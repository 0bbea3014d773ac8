"""`manage.py take_notam`: NOTAMs from a mail system's pipe or a folder become drafts."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.notices.services.taking import (
    LONGEST_LETTER,
    Folder,
    One,
    Source,
    take_letters,
)


class Command(BaseCommand):
    """Keeps a draft for every NOTAM; editors publish them."""

    help = "Take NOTAMs from a letter on standard input, or from the files of a folder, as drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say from where."""
        parser.add_argument("--folder", type=Path, help="take every file of this folder once")

    def handle(self, *, folder: Path | None, **_: Any) -> None:
        """Take what waits and say what became of each."""
        if folder is not None and not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        source: Source = Folder(folder) if folder else One(sys.stdin.buffer.read(LONGEST_LETTER))
        outcomes = take_letters(source, by=TERMINAL, now=timezone.localtime())
        for outcome in outcomes:
            self.stdout.write(f"{outcome.letter}: {outcome.number or outcome.refusal}")
        if any(outcome.refusal for outcome in outcomes):
            raise CommandError("Not every NOTAM was taken.")
