import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kentongan.config.paths import ROOT

NAME = re.compile(r"[a-z][a-z_]{2,29}")
FURNITURE = {
    "__init__.py": '"""What the {name} room is for, in one sentence."""\n',
    "apps.py": (
        "from django.apps import AppConfig\n\n\n"
        "class {title}Config(AppConfig):\n"
        '    name = "kentongan.rooms.{name}"\n'
        '    label = "{name}"\n'
    ),
    "api.py": '"""The door of the {name} room."""\n\n__all__: list[str] = []\n',
    "rules.py": '"""Decisions of the {name} room: values in, value out; law cited."""\n',
    "errors.py": '"""What the {name} room refuses, and why."""\n',
    "README.md": (
        "# {title}\n\nPurpose: \n\n## Words\n\n## Door\n\n"
        "See [where a line belongs](../../../docs/house.md).\n"
    ),
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/test_rules.py": '"""The decisions of the {name} room, as tables."""\n',
}


class Command(BaseCommand):
    help = "Makes a new room with all its furniture: make new-room NAME=taxes"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if not NAME.fullmatch(name):
            raise CommandError("Give it an English noun: make new-room NAME=taxes")
        room = ROOT / "kentongan" / "rooms" / name
        if room.exists():
            raise CommandError(f"The room {name} exists.")
        for file, text in FURNITURE.items():
            (room / file).parent.mkdir(parents=True, exist_ok=True)
            title = name.replace("_", " ").title().replace(" ", "")
            (room / file).write_text(text.format(name=name, title=title))
        self.stdout.write(f"made kentongan/rooms/{name}; now")
        self.stdout.write(
            "  1. add it to ROOMS in kentongan/config/settings.py, above what it uses"
        )
        self.stdout.write("  2. add it to the rooms' layers in .importlinter")
        self.stdout.write("  3. write its README.md, then its first rule with its test")
