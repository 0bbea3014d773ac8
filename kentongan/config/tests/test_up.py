"""One command starts the house; nothing that happens to it leaves a stray process behind.

Runs against the database of the tests, on ports of its own. Slow (some seconds a start), because
these are the real processes.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kentongan.config import env
from kentongan.config.paths import ROOT
from tests.template import make_template

pytestmark = [pytest.mark.enable_socket, pytest.mark.timeout(300)]
START_SECONDS = 120  # many tests run beside it


def get_free_ports() -> int:
    """Return a port that is free together with the one after it."""
    for port in range(18_500 + os.getpid() % 400 * 2, 19_900, 2):
        try:
            for number in (port, port + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
        except OSError:
            continue
        return port
    raise AssertionError("no free ports")


class Running:
    """A house of its own folder for variable things, started by the test."""

    def __init__(self, folder: Path) -> None:
        self.port = get_free_ports()
        self.environment = {
            **env.everything(),
            "DATABASE_URL": make_database(),
            "PORT": str(self.port),
            "VAR": str(folder),
            "STORAGE_URL": f"file://{folder / 'files'}",
            "DEMO": "0",
        }
        self.log = (folder / "log").open("wb")
        self.up = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        self.up = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "up"],
            env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True,
        )  # fmt: skip
        return self.up

    def ask(self, path: str, *, port: int = 0) -> dict[str, object]:
        url = f"http://127.0.0.1:{port or self.port}{path}"
        with urllib.request.urlopen(url, timeout=5) as answer:
            found: dict[str, object] = json.load(answer)
            return found

    def is_ready(self) -> bool:
        try:
            ready = self.ask("/readyz")
            live = self.ask("/live/healthz", port=self.port + 1)
        except (OSError, ValueError):
            return False
        return {*ready.values()} == {"ok"} and live["database"] is True and self.has_all()

    def has_all(self) -> bool:
        return all(self.find(name) for name in ("web", "worker", "live"))

    def find(self, name: str) -> int:
        """Return the number of the process that `up` started under this name, or 0."""
        for process, parent, words in list_processes():
            if parent == self.up.pid and words[-1] == name:
                return process
        return 0

    def list_all(self) -> list[int]:
        """Return every process that knows this house's port, whoever its parent is."""
        mark = f"PORT={self.port}".encode()
        return [process for process, _, _ in list_processes() if has_mark(process, mark)]


def list_processes() -> Iterator[tuple[int, int, list[str]]]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            facts = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().decode().strip("\0").split("\0")
        except (OSError, UnicodeDecodeError):
            continue
        if facts[0] != "Z" and words != [""]:
            yield int(folder.name), int(facts[1]), words


def has_mark(process: int, mark: bytes) -> bool:
    try:
        return mark in Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def make_database() -> str:
    """Return the address of a database that keeps its tables between the tests of this file."""
    import psycopg  # noqa: PLC0415

    address = env.text("DATABASE_URL")
    name = f"up_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if not found:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{make_template(address)}"')
        facts = connection.info
        return f"postgresql://{facts.user}@/{name}?host={facts.host}"


def wait_until(is_true, seconds: float = START_SECONDS) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_true():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[Running]:
    """Start the house once; every test leaves it ready for the next one."""
    folder = tmp_path_factory.mktemp("var")
    running = Running(folder)
    try:
        assert wait_until(running.is_ready), (folder / "log").read_text()[-3000:]
        yield running
    finally:
        running.up.terminate()
        running.up.wait(20)
        running.log.close()
        assert wait_until(lambda: running.list_all() == [], 10)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_whatever_ends_it_nothing_is_left_running_and_it_starts_again(house: Running) -> None:
    for number in (signal.SIGKILL, signal.SIGINT):
        house.up.send_signal(number)
        house.up.wait(20)

        assert wait_until(lambda: house.list_all() == [], 10)

        house.start()
        assert wait_until(house.is_ready)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_processes_that_were_killed_are_started_again(house: Running) -> None:
    killed = {name: house.find(name) for name in ("web", "worker", "live")}
    for process in killed.values():
        os.kill(process, signal.SIGKILL)

    assert wait_until(lambda: all(house.find(name) not in {0, killed[name]} for name in killed))
    assert wait_until(house.is_ready)


def test_a_port_in_use_is_told_in_a_sentence(house: Running, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "up"],
        env={**house.environment, "VAR": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert f"Port {house.port} is used by another program" in done.stderr
