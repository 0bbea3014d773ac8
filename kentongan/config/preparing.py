"""Bring database, regency data and static files up to date; the slow part of a start."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from kentongan.config.paths import REGENCIES, VAR
from kentongan.config.processes import say
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people


@dataclass(frozen=True)
class Prepared:
    """What a start needs to know afterwards."""

    is_demo_missing: bool
    people: list[str]


def prepare() -> Prepared:
    """Do what is missing, quickly when nothing is."""
    is_changed = _migrate()
    _collect_static()
    _load_regency(always=is_changed)
    if settings.DEMO and cases.has_cases():
        call_command("seed", verbosity=0)  # told already: only where its cameras are served now
    found = Prepared(
        is_demo_missing=settings.DEMO and not cases.has_cases(), people=_describe_people()
    )
    connections.close_all()
    return found


def _migrate() -> bool:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    say("Preparing the database ...")
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _load_regency(*, always: bool) -> None:
    if "load_regency" not in get_commands():
        return
    mark = _hash_files(sorted((REGENCIES / settings.REGENCY).rglob("*")))
    stamp = VAR / f"regency-{settings.REGENCY}"
    if always or not stamp.exists() or stamp.read_text() != mark:
        say(f"Loading the regency {settings.REGENCY} ...")
        call_command("load_regency", verbosity=0)
        stamp.write_text(mark)


def _collect_static() -> None:
    files = [
        Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])
    ]
    mark = _hash_files(files)
    stamp = Path(str(settings.STATIC_ROOT)) / ".mark"
    if stamp.exists() and stamp.read_text() == mark:
        return
    say("Compressing static files ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(mark)


def _hash_files(files: list[Path]) -> str:
    facts = [
        f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}"
        for file in files
        if file.is_file()
    ]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _describe_people() -> list[str]:
    """Return whom one can be, with the passwords: in the demo only."""
    found = people.list_demo_people()
    if not found:
        return []
    lines = [f"  {one.email:27} {one.password:16} {one.about_en}" for one in found]
    return [f"Log in at {settings.PUBLIC_URL}/masuk/ as one of", *lines]
