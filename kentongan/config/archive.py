"""
One file that holds everything: the database, the stored files, and a manifest to prove it.

The dump and the head of the audit chain come from one snapshot. Files are written once and never
changed, so those that the snapshot names are still there when they are copied after it.
"""

import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from psycopg.conninfo import make_conninfo

from kentongan.config import postgres
from kentongan.foundation.audit import chain
from kentongan.foundation.vault import blind_index

FORMAT = 1
DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files/"
CHUNK = 1 << 20


class CannotArchive(Exception):
    """Foreseen: the sentence says what to do."""


def write(target: Path, *, now: datetime) -> dict[str, Any]:
    """Write the archive, whole or not at all, and return its manifest."""
    if target.exists():
        raise CannotArchive(f"{target} exists; a backup never overwrites another one.")
    half = target.with_name(f"{target.name}.part")
    half.touch(mode=0o600)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(half, "w") as tar:
        dump = Path(folder) / DUMP
        head = _dump(dump)
        files = {DUMP: _add(tar, DUMP, dump.open("rb"), size=dump.stat().st_size, now=now)}
        for name in sorted(_walk("")):
            content = default_storage.open(name)
            size = default_storage.size(name)
            files[FILES + name] = _add(tar, FILES + name, content, size=size, now=now)
        manifest = _describe(files=files, head=head, now=now)
        text = json.dumps(manifest, indent=1).encode()
        _add(tar, MANIFEST, io.BytesIO(text), size=len(text), now=now)
    half.rename(target)
    return manifest


def read_manifest(source: Path) -> dict[str, Any]:
    """Read every byte of the archive and refuse it unless all is as the manifest says."""
    seen: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None:
                    continue
                if member.name == MANIFEST:
                    manifest = json.load(content)
                else:
                    seen[member.name] = _hash(content)
    except (tarfile.TarError, OSError, ValueError) as error:
        raise CannotArchive(f"{source} is not a whole backup: {error}") from error
    if manifest.get("format") != FORMAT:
        raise CannotArchive(f"{source} has no manifest that this version understands.")
    _compare(manifest["files"], seen)
    return manifest


def restore(source: Path) -> dict[str, Any]:
    """Put an archive into an empty database and an empty storage; returns the manifest."""
    manifest = read_manifest(source)
    _refuse_unless_empty()
    with tarfile.open(source) as tar, tempfile.TemporaryDirectory() as folder:
        for member in tar:
            content = tar.extractfile(member)
            if content is None or member.name == MANIFEST:
                continue
            if member.name == DUMP:
                dump = Path(folder) / DUMP
                with dump.open("wb") as file:
                    shutil.copyfileobj(content, file, CHUNK)
                _load(dump)
                continue
            _store(member.name.removeprefix(FILES), content)
    head = chain.get_head()
    if {"id": head.id, "hash": head.hash} != manifest["audit_head"]:
        raise CannotArchive("The audit head differs from the manifest: do not use this database.")
    return manifest


def has_same_secret(manifest: dict[str, Any]) -> bool:
    """Tell whether this SECRET_KEY opens what was sealed on the old machine."""
    return bool(manifest["secret_mark"] == _mark_secret())


def find_program(name: str, *, major: int) -> Path:
    """Return `pg_dump` or `pg_restore` of the server's version, or the oldest newer one."""
    folders = dict(reversed(postgres.list_binaries()))  # of equal ones the first
    fit = sorted(number for number in folders if number >= major)
    for number in fit:
        if (folders[number] / name).exists():
            return folders[number] / name
    raise CannotArchive(
        f"{name} of PostgreSQL {major} or newer is needed: apt install postgresql-client-{major}"
    )


def _dump(target: Path) -> chain.Head:
    with _snapshot() as (snapshot, head):
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}",
             "--no-owner", "--no-privileges", f"--dbname={_address()}")  # fmt: skip
    return head


@contextmanager
def _snapshot() -> Iterator[tuple[str, chain.Head]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        yield snapshot, chain.get_head()


def _load(dump: Path) -> None:
    _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
         "--no-privileges", f"--dbname={_address()}", str(dump))  # fmt: skip


def _run(name: str, *arguments: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        major = int(cursor.fetchone()[0]) // 10_000
    program = find_program(name, major=major)
    done = subprocess.run(  # noqa: S603 - our own arguments
        [str(program), *arguments], check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise CannotArchive(f"{name} failed:\n{done.stderr}")


def _address() -> str:
    known = {"host", "port", "dbname", "user", "password", "sslmode", "sslrootcert"}
    parameters = connection.get_connection_params()
    return make_conninfo(**{key: value for key, value in parameters.items() if key in known})


def _refuse_unless_empty() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables:
        raise CannotArchive(
            f"The database has {len(tables)} tables. Restore only into an empty one: "
            "name a new database in DATABASE_URL."
        )
    if next(_walk(""), None) is not None:
        raise CannotArchive("The storage has files. Restore only into an empty one (STORAGE_URL).")


def _walk(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from _walk(f"{folder}{name}/")


def _store(name: str, content: IO[bytes]) -> None:
    kept = default_storage.save(name, File(content))
    if kept != name:
        raise CannotArchive(f"{name} could not be stored under its own name.")


def _add(tar: tarfile.TarFile, name: str, content: IO[Any], *, size: int, now: datetime) -> str:
    """Add one file and return its SHA-256, computed from the very bytes that were written."""
    reader = _Hashing(content)
    facts = tarfile.TarInfo(name)
    facts.size, facts.mtime, facts.mode = size, int(now.timestamp()), 0o600
    with content:
        tar.addfile(facts, reader)
    return reader.sha256.hexdigest()


def _hash(content: IO[bytes]) -> str:
    sha256 = hashlib.sha256()
    while chunk := content.read(CHUNK):
        sha256.update(chunk)
    return sha256.hexdigest()


class _Hashing(io.RawIOBase):
    """A reader that hashes what passes."""

    def __init__(self, content: IO[Any]) -> None:
        self.content = content
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = bytes(self.content.read(size))
        self.sha256.update(data)
        return data


def _describe(*, files: dict[str, str], head: chain.Head, now: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "regency": settings.REGENCY,
        "audit_head": {"id": head.id, "hash": head.hash},
        "secret_mark": _mark_secret(),
        "files": files,
    }


def _mark_secret() -> str:
    return blind_index("which secret", purpose="backup").hex()[:16]


def _compare(promised: dict[str, str], seen: dict[str, str]) -> None:
    for name in sorted(promised.keys() | seen.keys()):
        if promised.get(name) != seen.get(name):
            raise CannotArchive(f"The backup is damaged: {name} is not what the manifest says.")
