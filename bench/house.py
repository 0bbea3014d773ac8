"""Opens a house of its own for a bench: a durable PostgreSQL, migrated.

`open_house("name")` must come before anything of Django is imported.
"""

import atexit
import os
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from kentongan.config import env, postgres
from kentongan.config.paths import VAR


def open_house(*, fresh: bool = True, name: str = "bench") -> None:
    """Start the database, migrate it and load the regency; BENCH_DATABASE_URL uses another."""
    url = env.text("BENCH_DATABASE_URL")
    if not url:
        server = postgres.find_server(VAR / "bench-postgres")
        if server.start():
            atexit.register(server.stop)
        url = _make_database(server, name=name, fresh=fresh)
    os.environ["DATABASE_URL"] = url
    env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    env.set_default("SECRET_KEY", "only-for-benches-" * 4)
    env.set_default("EMAIL_URL", "memory:")
    env.set_default("LOG_LEVEL", "WARNING")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _make_database(server: postgres.Server, *, name: str, fresh: bool) -> str:
    import psycopg

    database = f"kentongan_{name}"
    with psycopg.connect(
        f"postgresql://postgres@/postgres?host={server.sockets}", autocommit=True
    ) as connection:
        if fresh:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
        if found is None:
            connection.execute(f'CREATE DATABASE "{database}"')
    return f"postgresql://postgres@/{database}?host={server.sockets}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0..1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Stopwatch:
    """`with Stopwatch() as watch: …` then `watch.seconds`."""

    def __enter__(self) -> "Stopwatch":
        self.started = perf_counter()
        self.seconds = 0.0
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = perf_counter() - self.started


def say(what: str, figure: str, goal: str = "") -> None:
    """Print one figure as a line of the report."""
    line = f"{what:<58} {figure:>22}"
    print(f"{line}   (goal {goal})" if goal else line)


HERE = Path(__file__).parent
