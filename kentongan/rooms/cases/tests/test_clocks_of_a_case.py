"""Both clocks, reminders, escalation and changed calendars."""

from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import translation

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.audit import chain
from kentongan.rooms.cases import api as cases
from kentongan.rooms.cases.models import Case, CaseStep
from kentongan.rooms.cases.queries import measured
from kentongan.rooms.cases.tests.conftest import TWO_OFFICES, wib
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from tests.people import People


def with_promise(**promise: int) -> dict[str, Any]:
    village = {**TWO_OFFICES["route"][0], "promise": promise}
    return {**TWO_OFFICES, "promise": promise, "route": [village, TWO_OFFICES["route"][1]]}


@pytest.mark.parametrize(
    ("at", "promise", "due"),
    [
        (wib(2026, 11, 20, 14, 0), {"minutes": 60}, wib(2026, 11, 23, 8, 0)),
        (wib(2026, 11, 20, 14, 0), {"days": 1}, wib(2026, 11, 23, 15, 30)),
        (wib(2026, 11, 21, 10, 0), {"minutes": 60}, wib(2026, 11, 23, 8, 30)),
        (wib(2026, 11, 21, 10, 0), {"days": 1}, wib(2026, 11, 24, 15, 30)),
    ],
)
def test_vectors_hold_for_whole_cases(submit: Any, at: Any, promise: Any, due: Any) -> None:
    case = submit(with_promise(**promise), at=at)

    assert case.due_at == due
    assert case.current_step.due_at == due


def test_a_day_off_declared_later_moves_the_date_and_says_so(folk: People, submit: Any) -> None:
    places.revoke_day_off(date=date(2026, 12, 24), by=folk.actor("Made"), now=wib(2026, 11, 2))
    case = submit(with_promise(hours=2), at=wib(2026, 12, 24, 15, 0))
    assert case.due_at == wib(2026, 12, 28, 9, 0)
    places.declare_day_off(
        date=date(2026, 12, 24),
        name_id="Cuti bersama Natal",
        name_en="Christmas leave",
        kind="collective",
        by=folk.actor("Made"),
        now=wib(2026, 12, 24, 16, 0),
    )

    moved = cases.recompute_deadlines(
        day=date(2026, 12, 24),
        cause="day_off",
        name_id="Cuti bersama Natal",
        name_en="Christmas leave",
        by=CLOCK,
        now=wib(2026, 12, 24, 16, 1),
    )

    case = cases.get_case(case.pk)
    assert moved == 1
    assert case.due_at == wib(2026, 12, 28, 9, 30)
    assert "Cuti bersama Natal" in str(
        [h.what for h in cases.list_happenings(case, for_officers=False)]
    )
    assert chain.list_lines(f"case:{case.pk}")[-1].action == "cases.due_moved"


def test_reminders_at_half_and_four_fifths_then_it_climbs(folk: People, submit: Any) -> None:
    case = submit(with_promise(minutes=60), at=wib(2026, 11, 16, 8, 0))

    rung = [
        cases.ring_alarms(by=CLOCK, now=wib(2026, 11, 16, 8, minute)) for minute in (20, 31, 40, 49)
    ]
    late = cases.ring_alarms(by=CLOCK, now=wib(2026, 11, 16, 9, 1))

    step = CaseStep.objects.get(case=case)
    assert (rung, late) == ([0, 1, 0, 1], 1)
    assert step.escalated_office_id == step.office_id  # Karno, head of the same hall
    assert cases.ring_alarms(by=CLOCK, now=wib(2026, 11, 16, 9, 2)) == 0
    cases.ring_alarms(by=CLOCK, now=wib(2026, 11, 16, 10, 30))
    step.refresh_from_db()
    assert step.escalated_office is not None
    assert step.escalated_office.key == "kec-35.10.05"


def test_it_climbs_past_an_empty_chair(folk: People, submit: Any) -> None:
    karno = folk.users["Karno"]
    holder = next(h for h in people.list_holders(now=wib(2026, 11, 16)) if h.user_id == karno)
    people.end_role(holding_id=holder.holding_id, by=folk.actor("Made"), now=wib(2026, 11, 16, 7))
    case = submit(with_promise(minutes=60), at=wib(2026, 11, 16, 8, 0))
    for _ in range(3):
        cases.ring_alarms(by=CLOCK, now=wib(2026, 11, 16, 9, 1))

    step = CaseStep.objects.get(case=case)

    assert step.escalated_office is not None
    assert step.escalated_office.key == "kec-35.10.05"
    escalated = chain.list_lines(f"case:{case.pk}")[-1]
    assert escalated.detail["to"] == ["desa-35.10.05.2001", "kec-35.10.05"]


def test_a_waiting_case_rings_no_alarm(folk: People, submit: Any) -> None:
    case = submit(with_promise(minutes=60), at=wib(2026, 11, 16, 8, 0))
    cases.decide(
        case_id=case.pk,
        version=1,
        decision="ask",
        note="Mohon foto yang lebih terang.",
        by=folk.actor("Sari"),
        now=wib(2026, 11, 16, 8, 10),
    )

    assert cases.ring_alarms(by=CLOCK, now=wib(2026, 11, 18, 9, 0)) == 0


def test_a_late_case_shows_late(submit: Any) -> None:
    case = submit(with_promise(minutes=60), at=wib(2026, 11, 16, 8, 0))

    clock = cases.read_clock(case, now=wib(2026, 11, 16, 10, 0))

    assert (clock.state, clock.spent, clock.seconds_left) == ("late", 100, -3600)


def test_a_case_that_waits_for_its_applicant_is_late_nowhere(folk: People, submit: Any) -> None:
    case = submit(with_promise(minutes=60), at=wib(2026, 11, 16, 8, 0))
    asked_at, now = wib(2026, 11, 16, 8, 10), wib(2026, 11, 18, 9, 0)
    cases.decide(
        case_id=case.pk, version=case.version, decision="ask", note="Foto KTP kurang terang.",
        by=folk.actor("Sari", now=asked_at), now=asked_at,
    )  # fmt: skip
    cache.clear()
    span = {"since": wib(2026, 11, 16, 0, 0), "until": wib(2026, 11, 19, 0, 0)}

    totals = cases.get_totals(**span, now=now)
    scores = cases.list_office_scores(**span, now=now)

    assert (totals.open, totals.late) == (1, 0)
    assert [(score.open, score.late) for score in scores] == [(1, 0)]
    assert measured.count_late(**span) == 0


def test_why_this_date_in_both_languages(submit: Any) -> None:
    case = cases.get_case(submit(with_promise(days=1), at=wib(2026, 11, 20, 14, 0)).pk)

    with translation.override("en"):
        english = cases.explain_case_due(case)

    assert "Monday 23 November" in english
    assert "1 working day" in english
    assert "Saturday and Sunday" in english
    assert Case.objects.get(pk=case.pk).due_at - case.submitted_at < timedelta(days=4)


def test_changed_hours_move_every_running_date(folk: People, submit: Any) -> None:
    case = submit(with_promise(days=1), at=wib(2026, 11, 16, 8, 0))
    Case.objects.filter(pk=case.pk).update(due_at=wib(2026, 11, 17, 14, 0))

    moved = cases.recompute_all_deadlines(by=CLOCK, now=wib(2026, 11, 16, 9, 0))

    assert moved == 1
    assert Case.objects.get(pk=case.pk).due_at == wib(2026, 11, 17, 15, 30)
