"""A program that speaks to the API, tokens of offices, and a case of Wati's."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest
import time_machine

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.keys import make_key
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services.tests.conftest import (  # noqa: F401 - fixtures
    APPLICANT,
    MONDAY,
    SKU,
    SKU_ANSWERS,
    SKU_PAPERS,
    _files_lie_apart,
    _loaded_once,
    apply,
    catalogue,
    papers,
    photo,
)
from tests.people import MUNCAR, SUMBERBERAS, People

API = "/api/v1"
LAST_FOUR = "7001"  # of Wati's telephone
VILLAGE, DISTRICT = f"desa-{SUMBERBERAS}", f"kec-{MUNCAR}"


@dataclass
class Program:
    """Speaks JSON; the answer carries `.said`."""

    client: Client
    token: str = ""

    def get(self, address: str, **headers: str) -> Any:
        return self._send("get", address, headers=headers)

    def post(self, address: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        sent = {"Idempotency-Key": key or str(make_key()), **headers}
        return self._send(
            "post", address, headers=sent, data=json.dumps(body), content_type="application/json"
        )

    def upload(self, file: SimpleUploadedFile) -> Any:
        return self._send("post", "/files", headers={}, data={"file": file})

    def _send(self, method: str, address: str, *, headers: dict[str, str], **body: Any) -> Any:
        if self.token:
            headers = {"Authorization": f"Bearer {self.token}", **headers}
        answer = getattr(self.client, method)(f"{API}{address}", headers=headers, **body)
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        answer.said = json.loads(answer.content) if is_json else None
        return answer


@pytest.fixture
def _monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def program(catalogue: None, folk: People, _monday: None) -> Program:  # noqa: F811
    """A resident's program, without a token."""
    return Program(Client(raise_request_exception=False))


@pytest.fixture
def application(program: Program) -> Callable[..., dict[str, Any]]:
    """Make Wati's application for a business letter, its photos sent."""

    def make(**changes: Any) -> dict[str, Any]:
        files = {key: program.upload(photo(f"{key}.jpg")).said["claim"] for key in SKU_PAPERS}
        body = {
            "service": SKU,
            "applicant": {**APPLICANT, "consent": True},
            "answers": SKU_ANSWERS,
            "files": files,
        }
        return {**body, **changes}

    return make


@pytest.fixture
def code(apply: Any, program: Program) -> str:  # noqa: F811
    """The code of a case of Wati's, at the village."""
    return str(apply().code)


@pytest.fixture
def token(folk: People) -> Callable[..., Program]:
    """Make a program with a token of an office."""

    def make(office_key: str = VILLAGE, *scopes: str) -> Program:
        secret = people.create_token(
            office_id=places.get_office(office_key).pk,
            name="sistem uji",
            scopes=scopes or ("read", "decide"),
            ends_at=MONDAY + timedelta(days=30),
            by=TERMINAL,
            now=MONDAY - timedelta(minutes=1),
        )
        return Program(Client(raise_request_exception=False), secret)

    return make


def track(program: Program, code: str) -> Any:
    """Track Wati's case."""
    return program.post("/cases/track", {"code": code, "last_four": LAST_FOUR})
