"""Pages of docs/reference, made from the code so that they cannot lie."""

import ast
import dataclasses
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from procrastinate.contrib.django import app as queue

from kentongan.config.paths import ROOT
from kentongan.foundation import measures

READERS = {"text", "integer", "flag", "words", "secret", "database", "email", "storage", "tiles"}
MEANINGS = {
    "ALLOWED_HOSTS": "Host names that are answered, with commas between; empty: all (demo only).",
    "BIND": "Address that web and live listen on.",
    "BOUNCE_SECRET": "Signs what a mail service tells of bounces; empty: nobody is heard.",
    "CAMERA_DEMO_PORT": "Port of the demo's first camera, six more after it; `LIVE_PORT` + 1.",
    "CAMERA_LOOPBACK_PORTS": "Ports of this machine that cameras may have; only in the demo.",
    "CHROMIUM": "Path of the browser for the journeys.",
    "DATABASE_URL": "`postgresql://user:password@host/name?host=/socket`; empty: the embedded one.",
    "DEBUG": "Django's debug pages. Never on a server.",
    "DEMO": "People to be on the login page, an outbox instead of e-mail. Never on a server.",
    "EMAIL_URL": "`smtp://user:password@host:587?tls=1`, `smtps://…`; `outbox:` keeps, sends not.",
    "KENTONGAN_PARENT": "Set by `up` for its children: the process to die with.",
    "LIVE_PORT": "Port of the live process; `PORT` + 1.",
    "LIVE_URL": "Public address of the live process, without `/events`; each has its own.",
    "LIVE_URLS": "Public addresses of all live processes, with commas between; empty: `LIVE_URL`.",
    "LOG_LEVEL": "`DEBUG`, `INFO`, `WARNING` or `ERROR`.",
    "METRICS_TOKEN": "Bearer token that opens `/metrics` from outside; empty: only this network.",
    "OIDC_CLIENT_ID": "Name of this house at the single sign-on.",
    "OIDC_CLIENT_SECRET": "Its password there.",
    "OIDC_NAME": "What the button on the login page calls the single sign-on.",
    "OIDC_URL": "Issuer of an OpenID Connect service; empty: no single sign-on.",
    "PORT": "Port of the web process.",
    "PROMETHEUS_MULTIPROC_DIR": "Folder in which the web workers count together.",
    "PUBLIC_URL": "Address that people type; with `https://` cookies and HSTS become strict.",
    "REGENCY": "Folder under `regencies/`.",
    "SECRET_KEY": "At least 32 characters; seals NIK, phones, sessions. Keep a copy apart.",
    "SECRET_KEY_FALLBACKS": "Older secrets, with commas between, that still open what they sealed.",
    "SCANNER_URL": "`clamd://host:3310`, `clamd:///socket`: ClamAV looks at uploads; empty: no.",
    "SIGNING_KEYS": "File: who signs there for each office, and the passphrases.",
    "SIGNING_ROOTS": "File (PEM): roots of others whose seals are trusted here.",
    "SIGNING_URL": "`https://user:password@host` of the national signing service; empty: own one.",
    "SOURCE_URL": "Where the source code of this installation lies; linked at the foot of pages.",
    "STATIC_COLLECTED": "Whether static files have names with a hash; found out by itself.",
    "STORAGE_URL": "`file:///folder` or `s3://bucket?endpoint=https://…`: uploads and letters.",
    "TILE_CREDIT": "Who drew the tiles of `TILE_URL`, as they ask to be named on the map.",
    "TILE_URL": "`https://host/{z}/{x}/{y}.png`: a tile server under the maps; empty: coast only.",
    "WHATSAPP_URL": "`https://NUMBER_ID:TOKEN@graph.facebook.com/v23.0?secret=…&verify=…`; "
    "empty: off.",
    "VAR": "Folder for what changes: embedded database, static files, demo secret.",
}
Row = tuple[str, ...]
NOTE = "<!-- Made by `python manage.py write_reference`; do not edit. -->"


def make_pages() -> dict[str, str]:
    """Return every page of docs/reference by its file name."""
    with override("en"):
        return {
            "settings.md": _table("Settings", ("Name", "Meaning"), sorted(_settings())),
            "commands.md": _table("Commands", ("`manage.py …`", "Does"), sorted(_commands())),
            "addresses.md": _table("Addresses", ("Address", "Name", "For"), _addresses()),
            "events.md": _table("Events", ("Room", "Event", "Carries", "When"), _events()),
            "jobs.md": _table("Jobs", ("Job", "When", "Does"), sorted(_jobs())),
            "measures.md": _table("Measures", ("Name", "Unit", "Better"), _measures())
            + "\n"
            + _table("Gauges on /metrics", ("Name", "Meaning"), _gauges(), level=2),
        }


def list_setting_names() -> set[str]:
    """Return every name that our code reads from the environment."""
    names: set[str] = set()
    for file in (ROOT / "kentongan").rglob("*.py"):
        if "tests" in file.parts:
            continue
        names |= set(_read_names(ast.parse(file.read_text()), file))
    return names


def _read_names(tree: ast.AST, file: Path) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        is_ours = isinstance(owner, ast.Name) and owner.id == "env" and node.func.attr in READERS
        if is_ours and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def _settings() -> Iterator[Row]:
    for name in list_setting_names() | MEANINGS.keys():
        yield f"`{name}`", MEANINGS.get(name, "")


def _commands() -> Iterator[Row]:
    for name, owner in get_commands().items():
        if str(owner).startswith("kentongan."):
            command = load_command_class(str(owner), name)
            yield f"`{name}`", str(command.help)


def _addresses() -> Iterator[Row]:
    for address, name, pattern in sorted(_walk(get_resolver(), "/", "")):
        audience = getattr(pattern.callback, "audience", None)
        yield f"`{address}`", name, audience.value if audience else "(library)"


def _walk(resolver: URLResolver, start: str, space: str) -> Iterator[tuple[str, str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = start + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, address, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield address.replace("|", "\\|"), f"{space}{entry.name or ''}", entry


def _events() -> Iterator[Row]:
    for room in settings.ROOMS:
        name = f"kentongan.rooms.{room}.events"
        if not (ROOT / "kentongan" / "rooms" / room / "events.py").exists():
            continue
        for thing in vars(import_module(name)).values():
            if dataclasses.is_dataclass(thing) and getattr(thing, "__module__", "") == name:
                fields = ", ".join(f"`{field.name}`" for field in dataclasses.fields(thing))
                yield (
                    room,
                    f"`{getattr(thing, '__name__', '')}`",
                    fields,
                    _first_line(thing.__doc__),
                )


def _jobs() -> Iterator[Row]:
    times = {task.task.name: task.cron for task in queue.periodic_registry.periodic_tasks.values()}
    for name, task in queue.tasks.items():
        if not name.startswith("builtin"):
            when = f"`{times[name]}`" if name in times else "when asked"
            yield f"`{name.removeprefix('kentongan.')}`", when, _first_line(task.func.__doc__)


def _measures() -> Iterator[Row]:
    for measure in measures.list_measures():
        yield f"`{measure.name}`", measure.unit, measure.better.value


def _gauges() -> Iterator[Row]:
    for gauge in measures.list_gauges():
        yield f"`kentongan_{gauge.name}`", gauge.meaning


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0]


def _table(
    title: str, heads: Row, rows: Iterable[Row],
    *, level: int = 1,
) -> str:  # fmt: skip
    lines = [f"{'#' * level} {title}", "", *([NOTE, ""] if level == 1 else [])]
    lines += [_row(heads), _row(("---",) * len(heads)), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Row) -> str:
    return f"| {' | '.join(cells)} |"
