"""An office's own system meets the same gate as a person at the desk."""

from copy import deepcopy
from typing import Any

from django.test import Client

import pytest
import time_machine

from kentongan.foundation.actors import TERMINAL
from kentongan.lobby.api.tests.conftest import Program
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.tests.conftest import (  # noqa: F401 - fixtures
    MONDAY,
    Desk,
    days,
    desk,
    duty,
    eyes,
    loaded,
    press,
    team,
)
from kentongan.rooms.places import api as places

WORKS = "dpu-ckpp"


@pytest.fixture
def machine(desk: Desk) -> Program:  # noqa: F811
    """The own system of the office that confirms, with a token that decides."""
    secret = people.create_token(
        office_id=places.get_office(WORKS).pk, name="sistem uji", scopes=("read", "decide"),
        ends_at=MONDAY + days(30), by=TERMINAL, now=MONDAY,
    )  # fmt: skip
    return Program(Client(raise_request_exception=False), secret)


def let_machines_confirm() -> None:
    """Give the confirming step to officers, so that a machine may take it."""
    definition = deepcopy(cases.get_plan("izin-slf").raw)
    definition["route"][2]["role"] = "officer"
    cases.publish_case_type(
        slug="izin-slf", kind="permit", name_id="SLF", name_en="SLF", definition=definition,
        by=TERMINAL, now=MONDAY,
    )  # fmt: skip


def test_a_machine_does_not_open_the_gate(desk: Desk, duty: Any, machine: Program) -> None:  # noqa: F811
    let_machines_confirm()
    permit = desk.submit("slf", building=duty.building)
    desk.certify(permit, at=MONDAY)
    case = cases.get_case(permit.pk)
    body = {"version": case.version, "decision": "forward"}

    with time_machine.travel(MONDAY, tick=False):
        answers = [machine.post(f"/cases/{case.code}/decisions", body) for _ in range(2)]

    assert [(a.status_code, a.said["code"]) for a in answers] == [(409, "gate_shut")] * 2
    assert cases.get_case(permit.pk).current_step.key == "sppst"
