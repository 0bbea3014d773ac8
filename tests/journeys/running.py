"""A whole house of its own: database server, web, worker and live, as `up` runs them."""

import csv
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from kentongan.config import env, postgres
from kentongan.config.paths import ROOT
from kentongan.config.processes import Watched
from tests.template import copy_tables

LOOPBACK = "127.0.0.1"
START_SECONDS = 90
NAMES = ("web", "worker", "live")
PORTS = 9  # web, live, and seven cameras of the demo
OTHERS = ("PUBLIC_URL", "LIVE_URL", "LIVE_PORT", "ALLOWED_HOSTS", "METRICS_TOKEN", "SCANNER_URL")


class House:
    """The real processes on two loopback ports; ended by the ids we started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = postgres.find_server(folder / "postgres")
        self.port = find_free_ports()
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.environment = self._make_environment()
        self.watched = {name: self._describe(name) for name in NAMES}
        self.is_closing = threading.Event()
        self.caretaker = threading.Thread(target=self._look_after, daemon=True)

    def _make_environment(self) -> dict[str, str]:
        kept = {name: value for name, value in env.everything().items() if name not in OTHERS}
        return kept | {
            "DATABASE_URL": self.server.url,
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
            "EMAIL_URL": "outbox:",
            "LOG_LEVEL": "WARNING",
            "PORT": str(self.port),
            "SECRET_KEY": "only-for-journeys-" * 3,
            "STATIC_COLLECTED": "1",
            "STORAGE_URL": f"file://{self.folder / 'files'}",
            "VAR": str(self.folder),
        }

    def _describe(self, name: str) -> Watched:
        log = self.folder / f"{name}.log"
        line = 'exec "$0" "$@" >>"$LOG" 2>&1'
        command = ["/bin/sh", "-c", line, sys.executable, str(ROOT / "manage.py"), name]
        return Watched(name, command, self.environment | {"LOG": str(log)})

    def open(self) -> None:
        """Start the database server, fill it, start the processes and wait until all answer."""
        self.server.use(fast=True)
        copy_tables(env.text("DATABASE_URL"), to=self.server.url)
        with (self.folder / "preparing.log").open("w") as log:
            done = subprocess.run(
                [sys.executable, "-m", "tests.journeys.preparing"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, check=False,
            )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"The house was not filled:\n{self.read_logs()}")
        for process in self.watched.values():
            process.start()
        self.caretaker.start()
        if not wait_until(self.is_ready, seconds=START_SECONDS):
            raise AssertionError(f"The house did not start:\n{self.read_logs()}")

    def open_cameras(self) -> None:
        """Serve the drawn streets of the demo, from now on."""
        if "simulate_cameras" not in self.watched:
            cameras = self._describe("simulate_cameras")
            cameras.start()
            self.watched = self.watched | {"simulate_cameras": cameras}
        assert wait_until(self.are_cameras_open, seconds=START_SECONDS)

    def are_cameras_open(self) -> bool:
        """Tell whether the last of the cameras answers: they open one after the other."""
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, self.port + PORTS - 1)) == 0

    def close(self) -> None:
        """Stop everything that was started here, and only that."""
        self.is_closing.set()
        if self.caretaker.is_alive():
            self.caretaker.join(5)
        for process in self.watched.values():
            process.signal(signal.SIGTERM)
        wait_until(lambda: not any(p.is_running() for p in self.watched.values()), seconds=8)
        for process in self.watched.values():
            process.signal(signal.SIGKILL)
            if process.child is not None:
                process.child.wait()
        self.server.stop()
        shutil.rmtree(self.server.home, ignore_errors=True)
        shutil.rmtree(self.server.sockets, ignore_errors=True)

    def _look_after(self) -> None:
        while not self.is_closing.wait(0.2):
            for process in self.watched.values():
                process.look_after()

    def kill(self, name: str) -> None:
        """Kill -9 a process with all that it started; who watches it starts it again."""
        self.watched[name].signal(signal.SIGKILL)

    def is_ready(self) -> bool:
        live = f"http://{LOOPBACK}:{self.port + 1}/live/healthz"
        return ask(f"{self.url}/readyz") == 200 and ask(live, holds=b'"database":true') == 200

    def query(self, statement: str, *values: Any) -> list[Any]:
        """Ask the house's database; for what no page tells."""
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def count_cases(self) -> int:
        return int(self.query('SELECT count(*) FROM "case"')[0][0])

    @contextmanager
    def holding_letters(self) -> Iterator[None]:
        """Stop whoever issues a letter after it took a number and before it can be kept."""
        with psycopg.connect(self.server.url) as connection:
            connection.execute("LOCK TABLE letter IN EXCLUSIVE MODE")
            yield

    def is_issuing(self) -> bool:
        """Tell whether somebody waits there."""
        waiting = "SELECT 1 FROM pg_locks WHERE relation = 'letter'::regclass AND NOT granted"
        return bool(self.query(waiting))

    def has_sent_mail(self, code: str) -> bool:
        """Tell whether the worker delivered what the applicant of a case is told."""
        sent = """SELECT 1 FROM outbox_mail m JOIN "case" c ON m.about = 'case:' || c.id
                  WHERE c.code = %s AND m.state = 'sent'"""
        return bool(self.query(sent, code))

    def read_board(self, *, is_fresh: bool = False) -> int:
        """Return how many ended steps the public board counts; fresh from a new web process."""
        if is_fresh:  # the board is kept for two minutes in the memory of the process
            self.kill("web")
            assert wait_until(self.is_ready, seconds=START_SECONDS)
        rows = csv.DictReader(fetch(f"{self.url}/kinerja/unduh.csv").decode().splitlines())
        return sum(int(row["ended"]) for row in rows)

    def forget_tries(self) -> None:
        """All journeys come from one address, which would soon have tried too often."""
        self.query("DELETE FROM throttle_window")

    def read_logs(self) -> str:
        """Return the end of every log."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"== {log.name}\n{log.read_text()[-4000:]}" for log in logs)


def fetch(url: str) -> bytes:
    """Return what a page of our own house holds."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - http on loopback
        content: bytes = answer.read()
        return content


def ask(url: str, *, holds: bytes = b"") -> int:
    """Return the status of an address; 0 when nobody answers, or not what we wait for."""
    try:
        return 200 if holds in fetch(url) else 0
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_until(is_true: Callable[[], object], *, seconds: float = 20) -> bool:
    """Wait for something that other processes do."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_true():
            return True
        time.sleep(0.05)
    return False


def find_free_ports() -> int:
    """Return a port that is free together with those after it."""
    for port in range(21_000 + os.getpid() % 200 * PORTS, 24_000, PORTS):
        try:
            for number in range(port, port + PORTS):
                with socket.socket() as probe:
                    probe.bind((LOOPBACK, number))
        except OSError:
            continue
        return port
    raise AssertionError("no free ports")
