from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from kentongan.foundation.errors import Refusal
from kentongan.rooms.cases.queries.explaining import explain_case
from kentongan.rooms.cases.queries.reading import get_case_by_code


class Command(BaseCommand):
    help = "Explains one case: state, both clocks, who may do what next, and its audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["case"])
        parser.add_argument("code", help="as people write it, for example BWI-7K3D-92")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        with translation.override(options["language"]):
            try:
                case = get_case_by_code(options["code"])
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            for line in explain_case(case, now=now):
                self.stdout.write(line)
