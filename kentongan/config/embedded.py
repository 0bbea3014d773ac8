"""The embedded database and the secret of a demo: what stands in when nothing is set."""

import json
import secrets
import sys
from typing import Any

from kentongan.config import env, postgres
from kentongan.config.paths import EMBEDDED, VAR

MEMORY = "kentongan.json"
_servers: list[postgres.Server] = []


def use_when_nothing_is_set(arguments: list[str]) -> None:
    """Before the settings are read: make DATABASE_URL, DEMO and SECRET_KEY of a demo."""
    if "--demo" in arguments:
        env.change("DEMO", "1")
    if not env.text("DATABASE_URL"):
        server = postgres.find_server(EMBEDDED)
        server.use()
        _servers.append(server)
        env.change("DATABASE_URL", server.url)
        env.set_default("DEMO", "1")
    if env.flag("DEMO", default=False) and not env.text("SECRET_KEY"):
        env.change("SECRET_KEY", read_secret())


def read_secret() -> str:
    """Return the demo's own secret, made once, readable by its owner only."""
    file = VAR / "secret_key"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        half = VAR / f"secret_key.{secrets.token_hex(4)}"
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(48))
        try:
            file.hardlink_to(half)  # the first of two makers wins
        except FileExistsError:
            sys.stderr.write("secret_key was made by another process\n")
        half.unlink()
    return file.read_text().strip()


def recall() -> dict[str, Any]:
    """Return what was remembered with the embedded database; nothing with any other one."""
    try:
        known: dict[str, Any] = json.loads((_servers[0].data / MEMORY).read_text())
    except (IndexError, OSError, ValueError):
        return {}
    return known


def remember(facts: dict[str, Any]) -> None:
    """Keep facts beside the embedded database, so that they go when it goes."""
    for server in _servers:
        (server.data / MEMORY).write_text(json.dumps(facts))


def keep_running() -> None:
    """Start the embedded server again when it died."""
    for server in _servers:
        if not server.is_alive():
            try:
                server.start()
            except postgres.NoPostgres as error:
                sys.stderr.write(f"{error}\n")


def leave() -> None:
    """Let go of the embedded server; when nobody else uses it, wait until it has stopped."""
    for server in _servers:
        server.leave()
