"""A room stops the clocks for a reason of its own: a bill to be paid."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.audit import chain
from kentongan.rooms.cases import api as cases
from kentongan.rooms.cases.tests.conftest import MONDAY
from tests.people import People

LATER = MONDAY + timedelta(hours=1)


def test_both_clocks_stand_still_until_the_room_lets_them_go_on(submit: Any) -> None:
    case = submit()
    cases.pause_case(case_id=case.pk, cause="payment", by=CLOCK, now=MONDAY)

    done = cases.resume_case(case_id=case.pk, cause="payment", by=CLOCK, now=LATER)

    assert done.state == "running"
    assert done.current_step.due_at == case.current_step.due_at + timedelta(hours=1)
    lines = [line.action for line in chain.list_lines(f"case:{case.pk}")]
    assert lines == ["cases.submitted", "cases.paused", "cases.resumed"]


def test_an_answer_does_not_end_such_a_pause(folk: People, submit: Any) -> None:
    case = submit()
    paused = cases.pause_case(case_id=case.pk, cause="payment", by=CLOCK, now=MONDAY)

    assert not cases.is_asked(paused)
    with pytest.raises(cases.WrongTurn):
        cases.answer_applicant(case_id=case.pk, text="Lanjut", by=folk.actor("Wati"), now=LATER)
    with pytest.raises(cases.WrongTurn):
        cases.resume_case(case_id=case.pk, cause="camera", by=CLOCK, now=LATER)


def test_paused_twice_or_for_the_applicant_is_refused(submit: Any) -> None:
    case = submit()

    with pytest.raises(cases.WrongTurn):
        cases.pause_case(case_id=case.pk, cause="applicant", by=CLOCK, now=MONDAY)
    cases.pause_case(case_id=case.pk, cause="payment", by=CLOCK, now=MONDAY)
    with pytest.raises(cases.WrongTurn):
        cases.pause_case(case_id=case.pk, cause="payment", by=CLOCK, now=MONDAY)


def test_it_can_be_taken_back_while_it_stands_still(folk: People, submit: Any) -> None:
    case = submit()
    cases.pause_case(case_id=case.pk, cause="payment", by=CLOCK, now=MONDAY)

    done = cases.withdraw_case(case_id=case.pk, by=folk.actor("Wati"), now=LATER)

    assert (done.state, done.outcome) == ("closed", "withdrawn")
