"""The rounds of the regency, and who goes round."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.rounds import api as rounds
from kentongan.rooms.rounds.models import Stop
from tests.people import BEGIN

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=WIB).astimezone(UTC)  # Wednesday is the 25th


@pytest.fixture
def loaded(regency: None) -> None:
    rounds.load_rounds(settings.REGENCY_FOLDER, by=TERMINAL, now=BEGIN)


@pytest.fixture
def wednesday(loaded: None) -> Stop:
    """The mobile licence at Wongsorejo, every Wednesday."""
    return Stop.objects.select_related("unit").get(unit__slug="sim-keliling", slug="wongsorejo")
