"""What `manage.py up` does: prepare what is missing, start the processes, tell where to go."""

import fcntl
import hashlib
import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from kentongan.config import embedded, processes
from kentongan.config.paths import REGENCIES, VAR
from kentongan.config.processes import Errand, House, say
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people

READY_SECONDS = 60.0
LAST_START_SECONDS = 12.0


def run() -> None:
    """Keep the house running until told to stop."""
    started = time.monotonic()
    with _only_one():
        _check_ports()
        try:
            prepare()
            is_demo_missing = settings.DEMO and not cases.has_cases()
        except KeyboardInterrupt:
            raise SystemExit("Stopped before everything was prepared.") from None
        connections.close_all()
        house = House(caretaker=embedded.keep_running)
        house.add("web", "web")
        house.add("live", "live")
        if is_demo_missing:
            house.add_after("seed", "worker", "worker")  # timers must not ring in a half-told story
        else:
            house.add("worker", "worker")
        house.start()
        threading.Thread(target=_tell_when_ready, args=(house, started), daemon=True).start()
        house.watch()
        say("Stopped. The data stays in var/.")
    embedded.leave()


def prepare() -> None:
    """Bring database, regency data and static files up to date; quick when they are."""
    is_changed = _migrate()
    _collect_static()
    _load_regency(always=is_changed)


@contextmanager
def _only_one() -> Iterator[None]:
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "up.lock").open("w") as lock:
        until = time.monotonic() + LAST_START_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise SystemExit("Kentongan already runs in this folder.") from None
                time.sleep(0.2)
        yield


def _check_ports() -> None:
    for port in (settings.PORT, settings.LIVE_PORT):
        if not processes.wait_for_port(port):
            raise SystemExit(
                f"Port {port} is used by another program. Choose another one:\n"
                f"    PORT={settings.PORT + 10} make run"
            )


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


def _tell_when_ready(house: House, started: float) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and not house.stopping.is_set():
        if _answers(f"http://127.0.0.1:{settings.PORT}/readyz"):
            say(f"\n  Kentongan is ready: {settings.PUBLIC_URL}/")
            for line in _describe_people():
                say(f"  {line}")
            if any(isinstance(process, Errand) for process in house.watched):
                say("\n  The demo is being told: for a minute or so, more cases appear.")
            say(f"\n  Ready after {time.monotonic() - started:.1f} s. Ctrl-C stops it.")
            return
        time.sleep(0.15)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return all(value == "ok" for value in json.load(answer).values())
    except (OSError, ValueError):
        return False


def _describe_people() -> list[str]:
    """Return whom one can be, with the passwords: in the demo only."""
    found = people.list_demo_people()
    if not found:
        return []
    lines = [f"  {one.email:27} {one.password:16} {one.about_en}" for one in found]
    return [f"Log in at {settings.PUBLIC_URL}/masuk/ as one of", *lines]
