"""The embedded database lives exactly as long as somebody uses it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kentongan.config import postgres
from kentongan.config.paths import ROOT

USE = """
import sys
from pathlib import Path
from kentongan.config import postgres
server = postgres.find_server(Path(sys.argv[1]))
server.use(fast=True)
print(server.url, flush=True)
sys.stdin.read()
"""


def use(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", USE, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def wait_until(is_true, seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def folder(tmp_path_factory) -> Path:
    home: Path = tmp_path_factory.mktemp("embedded")
    return home / "postgres"


def test_it_stops_when_its_last_user_was_killed_and_starts_again(folder: Path) -> None:
    first, second = use(folder), use(folder)
    for user in (first, second):
        assert user.stdout is not None
        assert user.stdout.readline().startswith("postgresql://")
    server = postgres.find_server(folder)

    first.kill()
    first.communicate()
    still_there = not wait_until(lambda: not server.is_alive(), 0.5)
    second.kill()
    second.communicate()

    assert still_there
    assert wait_until(lambda: not server.is_alive())
    third = use(folder)
    assert third.stdout is not None
    assert third.stdout.readline().startswith("postgresql://")
    third.communicate()
    assert wait_until(lambda: not server.is_alive())


def test_a_half_made_data_folder_is_made_again(folder: Path) -> None:
    (folder / "data.half" / "base").mkdir(parents=True)

    user = use(folder)

    assert user.stdout is not None
    assert user.stdout.readline().startswith("postgresql://")
    user.communicate()
    assert wait_until(lambda: not postgres.find_server(folder).is_alive())


def test_data_of_another_version_is_refused_with_a_sentence(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text("9\n")

    with pytest.raises(postgres.NoPostgres, match="PostgreSQL 9"):
        postgres._find_binaries(folder, uid=0)
