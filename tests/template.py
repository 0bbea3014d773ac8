"""
A database with all tables, made once and copied by every process that tests.

Migrations take some ten seconds, a copy takes one. Its name says which migrations made it; it gets
that name when it is whole, so that a run which was killed leaves nothing that looks whole.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from kentongan.config.archive import find_program
from kentongan.config.paths import ROOT, VAR

PREFIX = "kentongan_tables_"


def make_template(url: str) -> str:
    """Return the name of a database with all tables on the server of `url`; made if missing."""
    name = f"{PREFIX}{_hash_migrations()}"
    VAR.mkdir(exist_ok=True)
    with (
        (VAR / "test-tables.lock").open("w") as lock,
        psycopg.connect(_name(url, "postgres"), autocommit=True) as connection,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = _list_made(connection)
        if name not in known:
            for old in known:
                _drop(connection, old)
            _fill(connection, url=url, name=name)
    return name


def copy_tables(url: str, *, to: str) -> None:
    """Bring the tables to another server too; where that fails, migrations have to."""
    name = make_template(url)
    with psycopg.connect(url) as connection:
        major = connection.info.server_version // 10_000
    source, dump = _name(url, name), find_program("pg_dump", major=major)
    made = subprocess.run(
        [str(dump), "--format=custom", "--no-owner", f"--dbname={source}"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode == 0:
        subprocess.run(
            [str(dump.with_name("pg_restore")), "--single-transaction", "--no-owner",
             f"--dbname={to}"],
            input=made.stdout, capture_output=True, check=False,
        )  # fmt: skip


def _hash_migrations() -> str:
    """Return what changes when tables may: our migrations, and the versions of those of others."""
    files = [ROOT / "requirements" / "dev.txt", *ROOT.glob("kentongan/**/migrations/*.py")]
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(bytes(path.relative_to(ROOT)) + path.read_bytes())
    return found.hexdigest()[:16]


def _list_made(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"]
    ).fetchall()
    return [row[0] for row in rows]


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _fill(connection: psycopg.Connection, *, url: str, name: str) -> None:
    unfinished = f"{PREFIX}unfinished"
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"],
        env=os.environ | {"DATABASE_URL": _name(url, unfinished)}, cwd=ROOT, check=True,
    )  # fmt: skip
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(unfinished), sql.Identifier(name)
        )
    )


def _name(url: str, database: str) -> str:
    """Return the address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
