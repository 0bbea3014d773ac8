"""A program that asks and sends by Open311."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.reports.services.open311_keys import create_open311_key
from kentongan.rooms.reports.tests.conftest import PARKED
from kentongan.rooms.reports.tests.open311.reading import BASE, LAT, LON, read_answer


@pytest.fixture
def key(db: None) -> str:
    return create_open311_key(label="aplikasi", by=TERMINAL, now=timezone.localtime())


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    """Get an address below /open311/v2/ and return status and what was said."""

    def _ask(path: str, **given: Any) -> Any:
        response = client.get(f"{BASE}/{path}", given)
        return response.status_code, read_answer(response)

    return _ask


@pytest.fixture
def post(client: Client, key: str) -> Callable[..., Any]:
    """Send a report with a good key and return status and what was said."""

    def _post(form: str = "json", **given: Any) -> Any:
        whole = {
            "api_key": key, "service_code": "parkir-trotoar", "lat": LAT, "long": LON,
            "attribute[vehicle]": "mobil", "description": PARKED, **given,
        }  # fmt: skip
        sent = {name: value for name, value in whole.items() if value is not None}
        response = client.post(f"{BASE}/requests.{form}", sent)
        return response.status_code, read_answer(response)

    return _post


@pytest.fixture
def today() -> datetime:
    return timezone.localtime()
