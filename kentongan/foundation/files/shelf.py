"""Where the bytes lie: Django's default storage, written whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from kentongan.foundation.files import errors

FULL = {errno.ENOSPC, errno.EDQUOT}


def put(key: str, content: bytes) -> None:
    """Keep `content` under `key`; refuse with NoRoom when the disk is full."""
    storage = storages["default"]
    try:
        if isinstance(storage, FileSystemStorage):
            _write_whole(Path(storage.path(key)), content)
        else:
            storage.save(key, ContentFile(content))
    except OSError as error:
        if error.errno in FULL:
            raise errors.NoRoom from error
        raise


def open_key(key: str) -> IO[Any]:
    """Open what was put; raises FileIsGone."""
    try:
        return storages["default"].open(key, "rb")
    except FileNotFoundError as error:
        raise errors.FileIsGone from error


def remove(key: str) -> None:
    """Delete what was put; deleting twice is no mistake."""
    with suppress(FileNotFoundError):
        storages["default"].delete(key)


def list_days(*, since: date | None, until: date) -> Iterator[tuple[str, list[str]]]:
    """Give each day's folder from `since` (or the first) before `until`, with the keys in it."""
    storage = storages["default"]
    for year in _list_folders(storage, ""):
        for month in _list_folders(storage, year):
            for day in _list_folders(storage, f"{year}/{month}"):
                folder = f"{year}/{month}/{day}"
                if _is_between(folder, since=since, until=until):
                    yield folder, [f"{folder}/{name}" for name in storage.listdir(folder)[1]]


def _list_folders(storage: Storage, folder: str) -> list[str]:
    try:
        return sorted(name for name in storage.listdir(folder)[0] if name.isdigit())
    except FileNotFoundError:
        return []


def _is_between(folder: str, *, since: date | None, until: date) -> bool:
    try:
        day = date(*map(int, folder.split("/")))
    except ValueError:
        return False
    return day < until and (since is None or day >= since)


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, then rename: a reader sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, beside = tempfile.mkstemp(prefix=".half-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
