"""
What `manage.py up` does: prepare what is missing, start the processes, tell where to go.

When code, data and embedded database are those of the last start there is nothing to prepare, and
Django is not even loaded here: the house opens seconds earlier.
"""

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

from kentongan.config import embedded, processes
from kentongan.config.paths import REGENCIES, ROOT, VAR
from kentongan.config.processes import Errand, House, say

READY_SECONDS = 60.0
LAST_START_SECONDS = 12.0


def run() -> None:
    """Keep the house running until told to stop."""
    started = time.monotonic()
    with _only_one():
        _check_ports()
        try:
            people, is_demo_missing, code = _prepare()
        except KeyboardInterrupt:
            raise SystemExit("Stopped before everything was prepared.") from None
        house = House(caretaker=embedded.keep_running)
        house.add("web", "web")
        house.add("live", "live")
        if settings.DEMO and (REGENCIES / settings.REGENCY / "demo_cameras.toml").exists():
            house.add("cameras", "simulate_cameras", waits=True)
        if is_demo_missing:  # timers must not ring in a half-told story
            done = lambda: embedded.remember({"code": code, "people": people})  # noqa: E731
            house.add_after("seed", "worker", "worker", when_done=done)
        else:
            house.add("worker", "worker", waits=True)
        house.start()
        telling = threading.Thread(
            target=_tell_when_ready, args=(house, started, people), daemon=True
        )
        telling.start()
        house.watch()
        say("Stopped. The data stays in var/.")
    embedded.leave()


def _prepare() -> tuple[list[str], bool, str]:
    """Return the people of the demo, whether it must still be told, and the mark of the code."""
    code = _mark_code()
    known = embedded.recall()
    if known.get("code") == code and (Path(str(settings.STATIC_ROOT)) / ".mark").exists():
        return list(known["people"]), False, code
    import django

    django.setup()
    from kentongan.config import preparing

    found = preparing.prepare()
    if not found.is_demo_missing:
        embedded.remember({"code": code, "people": found.people})
    return found.people, found.is_demo_missing, code


def _mark_code() -> str:
    """Return a mark that changes with any file that a prepared house depends on."""
    folders = [ROOT / "kentongan", ROOT / "requirements", REGENCIES / settings.REGENCY]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix != ".pyc"]
    stats = [(file, file.stat()) for file in sorted(files) if file.is_file()]
    facts = [f"{file} {stat.st_size} {stat.st_mtime_ns}" for file, stat in stats]
    facts += [settings.PUBLIC_URL, str(settings.DEMO), str(settings.CAMERA_DEMO_PORT)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


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


def _tell_when_ready(house: House, started: float, people: list[str]) -> None:
    is_ready = _wait_until_ready(house)
    house.start_others()  # also when not: they say in their own words what is wrong
    if not is_ready:
        return
    say(f"\n  Kentongan is ready: {settings.PUBLIC_URL}/")
    for line in people:
        say(f"  {line}")
    if any(isinstance(process, Errand) for process in house.watched):
        say("\n  The demo is being told: for a minute or so, more cases appear.")
    say(f"\n  Ready after {time.monotonic() - started:.1f} s. Ctrl-C stops it.")


def _wait_until_ready(house: House) -> bool:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and not house.stopping.is_set():
        if _answers(f"http://127.0.0.1:{settings.PORT}/readyz"):
            return True
        time.sleep(0.15)
    return False


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return all(value == "ok" for value in json.load(answer).values())
    except (OSError, ValueError):
        return False
