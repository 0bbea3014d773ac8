from datetime import UTC, datetime

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.places import api as places
from kentongan.rooms.places.tests import TINY

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """Sunday 22 November 2026, 10:00 WIB."""
    return NOW


@pytest.fixture
def maju(db: None) -> str:
    """A loaded regency of two districts; gives its code."""
    places.load_regency(TINY, by=TERMINAL, now=NOW)
    return "99.01"


@pytest.fixture(autouse=True)
def _own_small_regency(request: pytest.FixtureRequest) -> None:
    """These tests build their own places: take the regency of the other tests away."""
    if "db" in request.fixturenames:
        request.getfixturevalue("no_regency")
