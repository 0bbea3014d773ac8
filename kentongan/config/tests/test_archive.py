"""A backup is whole or refused, and a restored house has the same audit head."""

import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

import pytest

from kentongan.config import archive, env
from kentongan.config.paths import ROOT
from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


@pytest.fixture
def house(transactional_db, settings, tmp_path: Path) -> Path:
    """Stand in a house with two audit lines and one stored file."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": env.storage(f"file://{tmp_path / 'files'}"),
    }
    default_storage.save("2026/letter.pdf", ContentFile(b"%PDF-1.7 a letter"))
    for number in (1, 2):
        chain.record(by=TERMINAL, action="test.done", subject=f"test:{number}", now=NOW)
    return tmp_path


@pytest.fixture
def empty_database():
    """Make an empty database on the same server; gives its address."""
    parameters = connection.get_connection_params()
    name = f"{parameters['dbname']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    host, user = parameters.get("host", ""), parameters.get("user", "")
    yield f"postgresql://{user}@/{name}?host={host}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def restore(file: Path, address: str, files: Path) -> "subprocess.CompletedProcess[str]":
    environment = {
        **env.everything(),
        "DATABASE_URL": address,
        "STORAGE_URL": f"file://{files}",
    }
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "restore", str(file)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_restored_house_has_the_same_audit_head_and_files(house: Path, empty_database) -> None:
    head = chain.get_head()
    archive.write(house / "backup.tar", now=NOW)

    done = restore(house / "backup.tar", empty_database, house / "new-files")

    assert done.returncode == 0, done.stderr
    assert f"audit head: line {head.id} {head.hash}" in done.stdout
    assert (house / "new-files/2026/letter.pdf").read_bytes() == b"%PDF-1.7 a letter"


def test_a_second_restore_into_the_same_database_is_refused(house: Path, empty_database) -> None:
    archive.write(house / "backup.tar", now=NOW)
    restore(house / "backup.tar", empty_database, house / "new-files")

    again = restore(house / "backup.tar", empty_database, house / "other-files")

    assert again.returncode == 1
    assert "Restore only into an empty one" in again.stderr
    assert not (house / "other-files").exists()


def test_a_backup_with_one_changed_byte_is_refused_before_anything_is_written(house: Path) -> None:
    file = house / "backup.tar"
    archive.write(file, now=NOW)
    content = bytearray(file.read_bytes())
    content[content.index(b"a letter")] ^= 1
    file.write_bytes(content)

    with pytest.raises(archive.CannotArchive, match=r"damaged: files/2026/letter\.pdf"):
        archive.read_manifest(file)


def test_half_a_backup_is_refused(house: Path) -> None:
    file = house / "backup.tar"
    archive.write(file, now=NOW)
    file.write_bytes(file.read_bytes()[:20_000])

    with pytest.raises(archive.CannotArchive):
        archive.read_manifest(file)


def test_a_backup_never_overwrites_another_one(house: Path) -> None:
    file = house / "backup.tar"
    file.write_text("precious")

    with pytest.raises(archive.CannotArchive, match="never overwrites"):
        archive.write(file, now=NOW)


def test_only_its_owner_can_read_a_backup_and_no_secret_is_in_it(house: Path, settings) -> None:
    file = house / "backup.tar"
    manifest = archive.write(file, now=NOW)

    assert file.stat().st_mode & 0o777 == 0o600
    assert settings.SECRET_KEY.encode() not in file.read_bytes()
    with tarfile.open(file) as tar:
        assert tar.getnames() == ["database.dump", "files/2026/letter.pdf", "manifest.json"]
    assert archive.has_same_secret(manifest)
    settings.SECRET_KEY = "another-secret-" * 4
    assert not archive.has_same_secret(manifest)
