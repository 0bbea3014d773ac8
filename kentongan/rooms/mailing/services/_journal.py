"""
A sender's journal: how far each delivery has come, on this machine's disk.

Between a server's 250 and our commit lies a moment in which a sender can die. The journal makes
it as short as one system call: see docs/decisions/0019.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing.rules.marks import Mark

BOOT = Path("/proc/sys/kernel/random/boot_id")
LONGEST = 1_000_000


class Journal:
    """An open journal; the lock on its file says that its sender lives."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{read_boot()}-{make_key().hex}"
        self.path = folder / f"{self.name}.log"
        self._file = _open_locked(self.path)
        _sync_folder(folder)
        self._length = 0

    def write(self, mark: Mark, delivery_id: int) -> None:
        """Append one line; it outlives this process, not yet the machine."""
        self._length += os.write(self._file, b"%s %d\n" % (mark.encode(), delivery_id))

    def write_through(self, mark: Mark, delivery_id: int) -> None:
        """Append one line; it outlives this machine, and so do all lines before it."""
        self.write(mark, delivery_id)
        os.fdatasync(self._file)

    def begin_anew(self) -> None:
        """Empty a long journal; only when the database knows all that it says."""
        if self._length > LONGEST:
            os.ftruncate(self._file, 0)
            self._length = 0

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        if kind is None:  # else what it says is still needed
            self.path.unlink(missing_ok=True)
        os.close(self._file)


def read_boot() -> str:
    """Return a short name of this run of the machine."""
    return BOOT.read_text().strip().replace("-", "")[:12] if BOOT.exists() else "unknown"


@contextmanager
def hold_dead(path: Path) -> Iterator[list[str] | None]:
    """Give the lines of a journal whose sender is dead, None while it lives; then forget it."""
    try:
        file = path.open("r", encoding="ascii", errors="replace")
    except FileNotFoundError:
        yield None
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield file.readlines()
        path.unlink(missing_ok=True)


def _open_locked(path: Path) -> int:
    """Open a journal and lock it; who looks for dead ones may be quicker and take it away."""
    while True:
        file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(file).st_ino:
            return file
        os.close(file)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
