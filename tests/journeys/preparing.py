"""Fill the journeys' own database: python -m tests.journeys.preparing, DATABASE_URL and VAR set."""

import django
from django.core.management import call_command

from kentongan.config import catalogues, env

CASES = 12  # a few, so that no page is empty
MANY_CASES = 240  # for pictures, as in the demo


def main() -> None:
    """Bring tables, static files, the regency, its people and a few cases."""
    env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    catalogues.compile_stale()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_regency", verbosity=0)
    call_command("seed", cases=MANY_CASES if env.flag("PICTURES", default=False) else CASES)


if __name__ == "__main__":
    main()
