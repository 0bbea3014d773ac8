"""A backup that the house's own command writes holds no camera's address or password in clear."""

import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import pytest

from kentongan.config import archive, env
from kentongan.config.paths import ROOT
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cameras.models import Camera
from kentongan.rooms.cameras.queries.addresses import open_target
from kentongan.rooms.cameras.tests.registry.conftest import SECRET

STREAM = {"url": "rtsp://8.8.8.8:8554/lorong-rahasia", "user": "pengamat-9", "password": SECRET}
HIDDEN = (SECRET, "pengamat-9", "lorong-rahasia")


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_no_password_in_clear(
    declare: Callable[..., Camera], tmp_path: Path
) -> None:
    camera = declare(stream=STREAM)

    said, processes = back_up(tmp_path / "house.tar")
    dump, rest = unpack(tmp_path / "house.tar", tmp_path)

    assert camera.code in dump  # the dump was read, and the camera is in it
    assert "cameras.declared" in dump  # so is the audit chain
    assert "backup" in processes
    for secret in HIDDEN:
        assert secret not in dump + said + processes
        assert secret.encode() not in rest
    assert open_target(Camera.objects.get(pk=camera.pk)).password == SECRET
    assert cameras.find_stream_address(camera.pk).password == SECRET


def back_up(file: Path) -> tuple[str, str]:
    """Run the command as a cron job does; returns what it logged, and every command line seen."""
    parameters = connection.get_connection_params()
    host, user = parameters.get("host", ""), parameters.get("user", "")
    environment = {
        **env.everything(),
        "DATABASE_URL": f"postgresql://{user}@/{parameters['dbname']}?host={host}",
        "LOG_LEVEL": "DEBUG",
        "SECRET_KEY": settings.SECRET_KEY,
        "STORAGE_URL": f"file://{file.parent / 'files'}",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "backup", str(file)]
    seen: set[str] = set()
    log = file.with_suffix(".log")
    with log.open("w") as out, subprocess.Popen(
        command, env=environment, stdout=out, stderr=out
    ) as done:  # fmt: skip
        while done.poll() is None:
            seen |= list_processes()
    assert done.returncode == 0, log.read_text()
    return log.read_text(), "\n".join(seen)


def list_processes() -> set[str]:
    """Return command lines and environments of all processes, as far as anybody may read them."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.add(file.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # it has ended meanwhile
            continue
    return found


def unpack(file: Path, folder: Path) -> tuple[str, bytes]:
    """Return the dump as the SQL that it is, and every byte of the archive beside it."""
    rest = b""
    with tarfile.open(file) as tar:
        for member in tar:
            content: Any = tar.extractfile(member)
            if member.name == archive.DUMP:
                (folder / "dump").write_bytes(content.read())
            else:
                rest += content.read()
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]
    program = archive.find_program("pg_restore", major=major)
    plain = subprocess.run(
        [str(program), "--file=-", str(folder / "dump")], check=True, capture_output=True
    )
    return plain.stdout.decode(), rest
