"""People of the tests: Wati (resident), Budi (stranger), Sari (officer), Joko (head), Tono (IT)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

import pytest

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.outbox import services as outbox
from kentongan.foundation.outbox.models import Mail, State
from kentongan.rooms.people import api, session
from kentongan.rooms.people.models import User
from kentongan.rooms.places import api as places

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
START = datetime(2026, 1, 1, tzinfo=UTC)
PASSWORD = "nasi tempong pedas"  # noqa: S105


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    """What one test's page spoke, the next one does not."""
    with translation.override("id"):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def offices(regency: None) -> dict[str, int]:
    """A village hall in a district, and an agency."""
    keys = {"village": "desa-35.10.05.2003", "district": "kec-35.10.05", "agency": "diskominfo"}
    return {name: places.get_office(key).pk for name, key in keys.items()}


@pytest.fixture
def make_user(db: None) -> Callable[[str], int]:
    """Make an account by its first name."""

    def make(name: str) -> int:
        return api.create_user(
            email=f"{name.lower()}@contoh.example",
            name=name,
            by=TERMINAL,
            now=NOW,
        )

    return make


@pytest.fixture
def cast(offices: dict[str, int], make_user: Callable[[str], int]) -> dict[str, int]:
    """Everybody's account id."""
    ids = {name: make_user(name) for name in ("Wati", "Budi", "Sari", "Joko", "Tono")}
    for name, office, role in [
        ("Sari", "village", "officer"), ("Joko", "district", "head"), ("Tono", "agency", "it"),
    ]:  # fmt: skip
        api.appoint(
            user_id=ids[name],
            office_id=offices[office],
            role=role,
            starts_at=START,
            by=TERMINAL,
            now=NOW,
        )
    return ids


@pytest.fixture
def enter(client: Client) -> Callable[..., Client]:
    """Log somebody in, with or without the second factor."""

    def log_in(user_id: int, *, second_factor: bool = False) -> Client:
        user = User.objects.get(pk=user_id)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if second_factor:
            kept = client.session
            kept[session.SECOND_FACTOR] = user_id
            kept.save()
        return client

    return log_in


@pytest.fixture(autouse=True)
def _own_small_regency(request: pytest.FixtureRequest) -> None:
    """These tests build their own places: take the regency of the other tests away."""
    if "db" in request.fixturenames:
        request.getfixturevalue("no_regency")


def log_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    """Type e-mail address and password on the login page."""
    return client.post(reverse("account_login"), {"login": email, "password": password})


def deliver_letters() -> list[EmailMessage]:
    """Let the queue send what waits in the outbox; gives everything that was sent."""
    for mail_id in Mail.objects.filter(state=State.QUEUED).values_list("pk", flat=True):
        outbox.deliver_mail(mail_id, by=CLOCK, now=timezone.localtime())
    return mail.outbox
