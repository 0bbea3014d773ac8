"""People of the tests: Wati (resident), Budi (stranger), Sari (officer), Joko (head), Tono (IT)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.apps import apps
from django.test import Client
from django.utils import translation

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.people import api, session
from kentongan.rooms.people.models import User

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
START = datetime(2026, 1, 1, tzinfo=UTC)
PASSWORD = "nasi tempong pedas"


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def offices(db: None) -> dict[str, int]:
    """A village hall in a district, and an agency."""
    HoursKind, Office, Region = (  # noqa: N806 - tables of the room below
        apps.get_model("places", name) for name in ("HoursKind", "Office", "Region")
    )
    hours = HoursKind.objects.create(key="office", name_id="Kantor")
    made: dict[str, int] = {}
    parent = None
    for code, kind in [
        ("35", "province"), ("35.10", "regency"), ("35.10.05", "district"), ("35.10.05.2003", "desa"),
    ]:  # fmt: skip
        region = Region.objects.create(
            code=code, name=code, full_name=code, kind=kind, parent=parent
        )
        parent = region
        if kind in {"district", "desa"}:
            key = f"kec-{code}" if kind == "district" else f"desa-{code}"
            office = Office.objects.create(
                key=key,
                kind="district" if kind == "district" else "village",
                name_id=key,
                short_name=key,
                titles={"head": {"id": "Camat Muncar", "en": "Head of Muncar District"}},
                region=region,
                hours_kind=hours,
            )
            made["district" if kind == "district" else "village"] = office.pk
    it = Office.objects.create(
        key="diskominfo", kind="agency", name_id="Dinas Kominfo", short_name="Diskominfo",
        region=Region.objects.get(code="35.10"), hours_kind=hours,
    )  # fmt: skip
    made["agency"] = it.pk
    return made


@pytest.fixture
def make_user(db: None) -> Callable[[str], int]:
    """Make an account by its first name."""

    def make(name: str) -> int:
        return api.create_user(
            email=f"{name.lower()}@contoh.example",
            name=name,
            password=PASSWORD,
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
