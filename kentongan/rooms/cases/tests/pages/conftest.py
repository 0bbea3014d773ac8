"""Wati at her phone on a Monday morning, and cases in the states she meets."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import translation

import pytest
import time_machine

from kentongan.rooms.cases.models import Case
from kentongan.rooms.cases.tests.conftest import MONDAY
from kentongan.rooms.cases.tests.pages.browsers import (
    QUESTION,
    WITH_DOCUMENTS,
    decide,
    open_browser,
)
from tests.people import People


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(MONDAY + timedelta(minutes=20), tick=False):
        yield


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def wati(folk: People) -> Client:
    return open_browser(folk, "Wati")


@pytest.fixture
def asked(folk: People, submit: Any) -> Case:
    """A case in which Sari asked for a clearer photo."""
    case: Case = submit(WITH_DOCUMENTS)
    return decide(folk, case, "Sari", "ask", at=MONDAY + timedelta(minutes=10), note=QUESTION)


@pytest.fixture
def granted(folk: People, submit: Any) -> Case:
    case: Case = submit()
    decide(folk, case, "Sari", "forward", at=MONDAY + timedelta(minutes=5))
    return decide(folk, case, "Joko", "grant", at=MONDAY + timedelta(minutes=15))
