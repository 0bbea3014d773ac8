"""Browsers of the people of the tests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from PIL import Image

from kentongan.rooms.cases import api as cases
from kentongan.rooms.cases.models import Case
from kentongan.rooms.cases.tests.conftest import TWO_OFFICES
from kentongan.rooms.people.session import SECOND_FACTOR
from tests.people import RESIDENTS, People

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
QUESTION = "Foto KTP kurang terang, mohon kirim ulang."
REASON = "Alamat usaha tidak ditemukan di desa ini."
WITH_DOCUMENTS = {
    **TWO_OFFICES,
    "requirements": [{"key": "ktp", "name": {"id": "Foto KTP", "en": "Card"}, "kind": "photo"}],
    "sections": [
        {
            "key": "usaha",
            "fields": [{"key": "toko", "type": "photo", "label": {"id": "Usaha", "en": "Shop"}}],
        }
    ],
}  # fmt: skip
WATIS_DIGITS = RESIDENTS["Wati"][1][-4:]


def open_browser(folk: People, name: str = "") -> Client:
    """A browser in which `name` is logged in; a visitor's without a name."""
    browser = Client()
    if not name:
        return browser
    user = get_user_model().objects.get(pk=folk.users[name])
    kept = browser.session
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = BACKEND
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    kept[SECOND_FACTOR] = user.pk
    kept.save()
    browser.cookies["sessionid"] = kept.session_key or ""
    return browser


def prove(browser: Client, case: Case, *, digits: str = WATIS_DIGITS) -> Any:
    """Type code and last four digits."""
    return browser.post("/lacak/", {"code": case.code, "last_four": digits})


def decide(
    folk: People, case: Case, name: str, decision: str, *, at: datetime, note: str = ""
) -> Case:
    """Let an officer decide on the case as it is."""
    return cases.decide(
        case_id=case.pk, version=Case.objects.get(pk=case.pk).version, decision=decision, note=note,
        by=folk.actor(name, now=at), now=at,
    )  # fmt: skip


def photo(name: str = "ktp.jpg") -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "JPEG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/jpeg")


def page_of(browser: Client, case: Case, *, query: str = "") -> str:
    answer = browser.get(f"/lacak/{case.code}/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def once_key(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


@contextmanager
def at_most(count: int) -> Iterator[None]:
    """Ask at most so often."""
    with CaptureQueriesContext(connection) as asked:
        yield
    queries = [query["sql"] for query in asked]
    assert len(queries) <= count, "\n".join(queries)
