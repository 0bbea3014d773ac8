"""What the terminal tells and does about cases."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

import pytest
import time_machine

from kentongan.foundation import reference
from kentongan.rooms.cases.models import CaseStep
from kentongan.rooms.cases.tests.conftest import MONDAY, THREE_OFFICES
from kentongan.rooms.cases.tests.pages.browsers import decide
from tests.people import People


def run(*words: str, **facts: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **facts)
    return out.getvalue()


def test_explain_says_state_clocks_who_and_trail(folk: People, submit: Any) -> None:
    case = submit(THREE_OFFICES)
    decide(folk, case, "Sari", "forward", at=MONDAY + timedelta(minutes=5))

    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        text = run("explain", "case", case.code.lower(), language="en")

    assert "state: With an office" in text
    assert "promise to the person" in text
    assert "At the latest" in text
    assert "forward, refuse, ask, return, consult: officer @ kec-35.10.05 (Nanik)" in text
    assert "withdraw (Withdraw): the applicant" in text
    assert "cases.submitted" in text
    assert "cases.forward" in text
    assert "Wati" not in text


def test_explain_tells_pauses_and_what_the_applicant_may_do(folk: People, submit: Any) -> None:
    case = submit()
    decide(folk, case, "Sari", "ask", at=MONDAY, note="Foto KTP kurang terang.")

    text = run("explain", "case", case.code, language="en")

    assert "still waiting" in text
    assert "answer (Send answer): the applicant" in text


def test_explain_of_a_closed_case_asks_nobody(folk: People, submit: Any) -> None:
    case = submit()
    decide(folk, case, "Sari", "refuse", at=MONDAY, note="Tidak lengkap sekali.")

    assert "nobody needs to do anything" in run("explain", "case", case.code, language="en")


def test_explain_knows_only_what_there_is(db: None) -> None:
    with pytest.raises(CommandError):
        run("explain", "case", "BWI-7K3D-92")


def test_tick_rings_what_is_due_and_nothing_twice(folk: People, submit: Any) -> None:
    case = submit()

    first = run("tick", now=MONDAY + timedelta(minutes=61))
    second = run("tick", now=MONDAY + timedelta(minutes=61))

    assert "rung 3 alarms" in first
    assert "rung 0 alarms" in second
    assert CaseStep.objects.get(case=case).escalated_office is not None


@pytest.mark.parametrize("moment", ["2026-11-16T09:30:00+07:00", "2026-11-16T09:30:00"])
def test_tick_reads_a_moment(folk: People, submit: Any, moment: str) -> None:
    submit()

    assert "rung 3 alarms" in run("tick", f"--now={moment}")


def test_tick_refuses_nonsense(db: None) -> None:
    with pytest.raises(CommandError, match="besok"):
        run("tick", "--now=besok")


@pytest.mark.parametrize("command", ["draw_workflows", "list_permissions"])
def test_reference_pages_are_written_and_checked(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "REFERENCE", tmp_path / "reference")

    with pytest.raises(CommandError, match=command):
        run(command, "--check")
    run(command)
    run(command, "--check")

    assert "Not marked" not in next((tmp_path / "reference").iterdir()).read_text()
