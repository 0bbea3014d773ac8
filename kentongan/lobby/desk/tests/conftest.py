"""Clients that are logged in as people, and cases of Wati's to work on."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.cases import api as cases
from tests.people import SUMBERBERAS, People
from tests.sessions import log_in

VILLAGE_STEP = {
    "key": "desa", "title": {"id": "Diperiksa desa", "en": "Checked by the village"},
    "office": "village", "role": "officer", "promise": {"minutes": 60},
    "decisions": ["forward", "refuse", "ask"],
}  # fmt: skip
DISTRICT_STEP = {
    "key": "camat", "title": {"id": "Disetujui camat", "en": "Granted by the district head"},
    "office": "district", "role": "head", "promise": {"hours": 4},
    "decisions": ["grant", "refuse", "ask", "return"],
}  # fmt: skip
PHOTO = {"key": "ktp", "name": {"id": "Foto KTP", "en": "Photo of the card"}, "kind": "photo"}
TWO_OFFICES = {
    "promise": {"days": 1}, "signer": "camat", "route": [VILLAGE_STEP, DISTRICT_STEP],
    "requirements": [PHOTO],
}  # fmt: skip
WITH_CONSULT = {
    **TWO_OFFICES,
    "route": [
        {
            **VILLAGE_STEP, "decisions": ["forward", "refuse", "ask", "consult"],
            "consults": ["office:dinkes"], "consult_promise": {"days": 1},
        },
        DISTRICT_STEP,
    ],
}  # fmt: skip


def list_queries(asked: Iterable[dict[str, str]]) -> list[str]:
    """Return what a page asks, shortened."""
    return [query["sql"][:150] for query in asked]


@pytest.fixture(autouse=True)
def _fresh_figures() -> None:
    cache.clear()


@pytest.fixture
def now(folk: People) -> datetime:
    return timezone.localtime()


@pytest.fixture
def enter(folk: People) -> Callable[[str], Client]:
    """Open a browser of somebody; who signs has shown the second factor."""

    def _enter(name: str, *, second_factor: bool = True) -> Client:
        return log_in(folk.users[name], second_factor=second_factor)

    return _enter


@pytest.fixture
def submit(folk: People, now: datetime) -> Callable[..., Any]:
    """Submit a case of Wati's, an hour ago."""

    def _submit(
        definition: dict[str, Any] = TWO_OFFICES, *, slug: str = "usaha", **facts: Any
    ) -> Any:
        at = facts.pop("at", now - timedelta(hours=1))
        cases.publish_case_type(
            slug=slug, kind="test", name_id="Surat keterangan usaha",
            name_en="Business letter", definition=definition, by=TERMINAL, now=at,
        )  # fmt: skip
        return cases.submit_case(
            **{
                "type_slug": slug, "place_code": SUMBERBERAS,
                "applicant_id": folk.persons["Wati"], "answers": {"Usaha": "Ternak bebek"},
                "now": at, "by": folk.actor("Wati", now=at), **facts,
            }
        )  # fmt: skip

    return _submit


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    """Keep files of a test in a folder of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
