"""
Opens a house of its own for a bench: a durable PostgreSQL, migrated.

`open_house("name")` must come before anything of Django is imported.
"""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.report import Scale, say
from kentongan.config import env, postgres
from kentongan.config.paths import VAR

if TYPE_CHECKING:
    from datetime import datetime


def use_server() -> postgres.Server:
    """Keep the benches' own server running while this process lives; its disk writes are real."""
    server = postgres.find_server(VAR / "bench-postgres")
    server.use()
    return server


def open_house(*, fresh: bool = True, name: str = "bench") -> bool:
    """
    Open a database of the benches' server, migrated; True when it was made now.

    BENCH_DATABASE_URL uses another server's database instead, as it is.
    """
    made = False
    url = env.text("BENCH_DATABASE_URL")
    if not url:
        url, made = make_database(use_server(), name=name, fresh=fresh)
    env.change("DATABASE_URL", url)
    env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    env.set_default("SECRET_KEY", "only-for-benches-" * 4)
    env.set_default("DEMO", "0")
    env.set_default("EMAIL_URL", "outbox:")
    env.set_default("LOG_LEVEL", "WARNING")
    import django

    django.setup()
    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # a line for each job
    if made or url == env.text("BENCH_DATABASE_URL"):
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    return made


def make_database(server: postgres.Server, *, name: str, fresh: bool) -> tuple[str, bool]:
    """Make a database unless it is there; return its address and whether it was made now."""
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
    return f"postgresql://postgres@/{database}?host={server.sockets}", found is None


def open_years(scale: Scale) -> "datetime":
    """
    Open the five years with this many cases, made the first time and kept; return their last day.

    What runs on today's clock would make them another year tomorrow: so they have an age, and are
    made anew when code or data changed their shape (`make clean` forgets them too).
    """
    name = f"years_{scale.cases}"
    made = open_house(fresh=False, name=name)
    from django.core.management import call_command

    from bench.years import finish_years, is_finished, make_years, read_end

    if not made and not is_finished():
        open_house(fresh=True, name=name)
        made = True
    call_command("migrate", verbosity=0)
    if made:
        started = perf_counter()
        say(f"Making five years with {scale.cases:,} cases; they are kept for the next time ...")
        call_command("load_regency", verbosity=0)
        make_years(scale.cases)
        finish_years()
        say(f"made in {perf_counter() - started:.0f} s")
    return read_end()


class Stopwatch:
    """`with Stopwatch() as watch: …` then `watch.seconds`."""

    def __enter__(self) -> "Stopwatch":
        self.started = perf_counter()
        self.seconds = 0.0
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = perf_counter() - self.started


class DatabaseTime:
    """
    Adds up the milliseconds that the database took, while `with connection.execute_wrapper(it)`.

    `slowest` is the longest question: milliseconds, SQL and parameters.
    """

    def __init__(self) -> None:
        self.ms = 0.0
        self.slowest: tuple[float, str, Any] = (0.0, "", None)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any
    ) -> Any:
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = (perf_counter() - began) * 1000
            self.ms += took
            if took > self.slowest[0]:
                self.slowest = (took, sql, params)
