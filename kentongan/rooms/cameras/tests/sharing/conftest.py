"""Cameras, grants and sessions to play with."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.keys import make_key
from kentongan.rooms.cameras.models import Camera, Grant
from kentongan.rooms.cameras.rules.looking import Chosen
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from tests.people import PASSWORD, SUMBERBERAS, People

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
TRAFFIC = Chosen("traffic", "Macet di simpang lima")
SECURITY = Chosen("security", "LP/B/17/XI/2026")


@pytest.fixture
def folk_of_cameras(folk: People) -> People:
    """The usual people, and Endang who heads the keeper."""
    folk.users["Endang"] = people.create_user(
        email="endang@contoh.example", name="Endang", password=PASSWORD,
        by=TERMINAL, now=NOW,
    )  # fmt: skip
    people.appoint(
        user_id=folk.users["Endang"], office_id=places.get_office("dishub").pk, role="head",
        starts_at=datetime(2026, 1, 5, tzinfo=UTC), by=TERMINAL, now=NOW,
    )  # fmt: skip
    return folk


@pytest.fixture
def make_camera(regency: None) -> Callable[..., Camera]:
    """Make a verified camera: of dishub, or of a private owner when a person is given."""

    def _make(code: str = "KAM-1111-11", *, owner: Any = None, **facts: Any) -> Camera:
        whose: dict[str, Any] = {"owner_kind": "office", "office": places.get_office("dishub")}
        if owner is not None:
            whose = {"owner_kind": "private", "owner_id": owner, "consent_at": NOW}
        whole = {
            "id": make_key(), "code": code, "name": f"Simpang {code[-2:]}", "purpose": "traffic",
            "mode": "stream", "place_id": SUMBERBERAS, "lat": -8.45, "lon": 114.33, "bearing": 90,
            "field_of_view": 90, "standing": "verified", "verified_at": NOW, "created_at": NOW,
            "changed_at": NOW, **whose, **facts,
        }  # fmt: skip
        return Camera.objects.create(**whole)

    return _make


@pytest.fixture
def give(folk_of_cameras: People) -> Callable[..., Grant]:
    """Open cameras of dishub to the police, without the service's checks."""

    def _give(*cameras: Camera, **facts: Any) -> Grant:
        whole = {
            "id": make_key(), "from_office": places.get_office("dishub"),
            "to_office": places.get_office("polresta"), "purpose": "traffic", "level": "live",
            "legal_basis": "Perjanjian 1/2026", "starts_at": NOW - timedelta(days=1),
            "ends_at": NOW + timedelta(days=30), "given_by_id": folk_of_cameras.users["Endang"],
            "given_at": NOW, **facts,
        }  # fmt: skip
        grant = Grant.objects.create(**whole)
        grant.cameras.set(cameras)
        return grant

    return _give


@pytest.fixture
def session_key(db: None) -> str:
    """A session that exists until ten hours after NOW."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.create()
    session.model.objects.filter(session_key=session.session_key).update(
        expire_date=NOW + timedelta(hours=10)
    )
    return str(session.session_key)
