"""Who looks at the pages of the five years, and what stands in their addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from tests.people import SUMBERBERAS
from tests.sessions import log_in

OFFICER, HEAD, IT, RESIDENT = "sari", "joko", "made", "wati"
PROVEN = "people.proven_cases"
CASE = """
SELECT c.id, c.code FROM "case" c JOIN places_office o ON o.id = c.holder_office_id
WHERE o.key = %s AND c.state = 'running' ORDER BY c.submitted_at DESC LIMIT 1
"""


@dataclass
class Scene:
    """Clients by who they are, from the least to the most allowed, and parts of addresses."""

    clients: dict[str, Client]
    sessions: dict[str, str]
    parts: dict[str, Any]
    addresses: dict[str, str]

    def list_addresses(self) -> Iterator[tuple[str, str]]:
        """Yield name and address of every page whose parts are known."""
        for name, wanted in _list_patterns(get_resolver()):
            if set(wanted) <= set(self.parts):
                try:
                    kwargs = {part: self.parts[part] for part in wanted}
                    yield name, reverse(name, kwargs=kwargs)
                except NoReverseMatch:
                    continue


def make_scene() -> Scene:
    """Log everybody in; Wati follows a running case at Sari's desk."""
    with connection.cursor() as cursor:
        cursor.execute(CASE, [f"desa-{SUMBERBERAS}"])
        case_id, code = cursor.fetchone()
    follower, key = _follow(case_id)
    clients = {"a visitor": Client(), "the applicant": follower}
    for who in (RESIDENT, OFFICER, HEAD, IT):
        clients[who.capitalize()] = log_in(_find_user(who))
    parts = {
        "code": code,
        "slug": "surat-keterangan-usaha",
        "office_key": f"desa-{SUMBERBERAS}",
        "page": "desk",
        "token": _find_token(),
        "session_id": 1,
        "pk": 1,
    }
    addresses = {"home": "/", "tracking": reverse("cases:show_tracking", args=[code])}
    return Scene(clients, {"follower": key}, parts, addresses)


def _follow(case_id: UUID) -> tuple[Client, str]:
    """Return a visitor's client that proved to know the case, and the key of its session."""
    client = Client()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[PROVEN] = [str(case_id)]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client, session.session_key


def _find_user(name: str) -> int:
    return int(get_user_model().objects.get(email=f"{name}@contoh.example").pk)


def _find_token() -> str:
    """Return the token of some letter; of none when the years have no letter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM letter LIMIT 1")
        row = cursor.fetchone()
    return str(row[0]) if row else "unknown"


def _list_patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, list[str]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            below = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _list_patterns(entry, below)
        elif entry.name:
            parts = entry.pattern.converters or entry.pattern.regex.groupindex
            yield f"{space}{entry.name}", list(parts)
