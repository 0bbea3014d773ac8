"""Turns of cases that are mended in the street: handed on, proved by a photo, joined, reopened."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.files.services import store_bytes
from kentongan.rooms.cases import api as cases
from kentongan.rooms.cases import events as kinds
from kentongan.rooms.cases.models import Case
from kentongan.rooms.cases.tests.conftest import wib
from kentongan.rooms.places import api as places
from tests.people import People

MONDAY = wib(2026, 11, 16, 8, 0)
WHY = "Bukan wewenang kami, milik kantor lain."
STREET: dict[str, Any] = {
    "promise": {"days": 14},
    "reopen_days": 10,
    "route": [
        {
            "key": "verifikasi",
            "title": {"id": "Diperiksa", "en": "Checked"},
            "office": "village|office:diskominfo",
            "role": "officer",
            "promise": {"days": 3},
            "decisions": ["forward", "refuse", "ask", "join", "reassign"],
        },
        {
            "key": "tindak",
            "title": {"id": "Diperbaiki", "en": "Mended"},
            "office": "office:dishub",
            "role": "field",
            "promise": {"days": 5},
            "decisions": ["grant", "refuse", "ask", "return", "reassign"],
            "needs": ["after"],
            "labels": {
                "grant": {"id": "Sudah beres", "en": "It is mended"},
                "grant_done": {"id": "Dibereskan", "en": "Mended in the street"},
            },
        },
    ],
}


@pytest.fixture
def case(submit: Any) -> Case:
    sent: Case = submit(STREET, slug="jalan", at=MONDAY)
    return sent


@pytest.fixture
def photo() -> list[tuple[str, Any]]:
    return [("after", _store(MONDAY))]


def _store(now: datetime) -> Any:
    stored = store_bytes(
        b"\xff\xd8photo", name="a.jpg", media_type="image/jpeg", by=TERMINAL, now=now
    )
    return stored.pk


@pytest.fixture
def act(folk: People) -> Callable[..., Case]:
    def _act(case: Case, name: str, decision: str, *, at: datetime = MONDAY, **facts: Any) -> Case:
        version = Case.objects.get(pk=case.pk).version
        return cases.decide(
            case_id=case.pk, version=version, decision=decision,
            by=folk.actor(name, now=at), now=at, **facts,
        )  # fmt: skip

    return _act


@pytest.fixture
def mended(case: Case, act: Any, photo: Any) -> Case:
    act(case, "Sari", "forward")
    done: Case = act(case, "Yudi", "grant", files=photo, at=MONDAY + timedelta(hours=2))
    return done


def test_a_field_officer_mends_with_a_photo(mended: Case) -> None:
    assert (mended.state, mended.outcome) == ("closed", "granted")
    assert [row.key for row in cases.list_attachments(mended)] == ["after"]


def test_without_the_photo_nothing_is_mended(case: Case, act: Any) -> None:
    act(case, "Sari", "forward")

    with pytest.raises(cases.NeedsFile) as refused:
        act(case, "Yudi", "grant")

    assert set(refused.value.fields) == {"after"}
    assert Case.objects.get(pk=case.pk).is_open


def test_a_step_says_its_own_word_for_a_decision(mended: Case) -> None:
    story = cases.list_happenings(mended, for_officers=False)

    assert "Dibereskan" in [line.what for line in story]


def test_a_place_that_is_no_village_goes_to_the_other_office(submit: Any) -> None:
    case = submit(STREET, slug="jalan", place_code="35.10", at=MONDAY)

    assert case.current_step.office.key == "diskominfo"


def test_another_office_takes_over_with_the_whole_promise(case: Case, act: Any) -> None:
    moved = act(case, "Sari", "reassign", note=WHY, office_key="dinkes", at=MONDAY)

    assert moved.current_step.office.key == "dinkes"
    assert moved.current_step.key == "verifikasi"
    assert moved.due_at == case.due_at


@pytest.mark.parametrize(("name", "office"), [("Sari", ""), ("Bagus", "dinkes")])
def test_both_offices_find_it_by_words(
    name: str, office: str, case: Case, act: Any, folk: People
) -> None:
    if office:
        act(case, "Sari", "reassign", note=WHY, office_key=office)

    found = cases.search_cases("surat uji", by=folk.actor(name, now=MONDAY))

    assert [row.pk for row in found] == [case.pk]


@pytest.mark.parametrize("office", ["", "desa-35.10.05.2001", "tidak-ada"])
def test_a_step_is_handed_only_to_another_office(office: str, case: Case, act: Any) -> None:
    with pytest.raises((cases.NotThatOffice, places.NoSuchOffice)):
        act(case, "Sari", "reassign", note=WHY, office_key=office)


def test_handing_over_owes_a_reason(case: Case, act: Any) -> None:
    with pytest.raises(cases.NeedsReason):
        act(case, "Sari", "reassign", note="", office_key="dinkes")


def test_a_joined_case_is_closed_as_joined(case: Case, act: Any) -> None:
    joined = act(case, "Sari", "join", note="Sama dengan laporan lain.")

    assert (joined.state, joined.outcome) == ("closed", "joined")


def test_who_reported_may_reopen_and_the_promise_begins_anew(mended: Case, folk: People) -> None:
    at = MONDAY + timedelta(days=1)

    again = cases.reopen_case(
        case_id=mended.pk, reason="Mobilnya kembali lagi.", by=folk.actor("Wati", now=at), now=at
    )

    assert (again.state, again.outcome, again.closed_at) == ("running", "", None)
    assert again.current_step.office.key == "dishub"
    assert again.due_at == wib(2026, 11, 24, 15, 30)  # five working days after Tuesday
    assert again.due_at == again.current_step.due_at
    assert "5 hari kerja" in cases.explain_case_due(cases.get_case(again.pk))


def test_a_reopened_case_can_be_mended_again(mended: Case, folk: People, act: Any) -> None:
    at = MONDAY + timedelta(days=1)
    by = folk.actor("Wati", now=at)
    cases.reopen_case(case_id=mended.pk, reason="Mobilnya kembali lagi.", by=by, now=at)

    done = act(mended, "Yudi", "grant", files=[("after", _store(at))], at=at + timedelta(hours=1))

    assert done.outcome == "granted"


def test_after_ten_days_it_is_too_late(mended: Case, folk: People) -> None:
    at = MONDAY + timedelta(days=11)

    with pytest.raises(cases.TooLateToReopen):
        cases.reopen_case(
            case_id=mended.pk, reason="Masih begitu.", by=folk.actor("Wati", now=at), now=at
        )


def test_a_stranger_reopens_nothing(mended: Case, folk: People) -> None:
    with pytest.raises(cases.NoSuchCase):
        cases.reopen_case(
            case_id=mended.pk, reason="Iseng saja.", by=folk.actor("Budi", now=MONDAY), now=MONDAY
        )


def test_what_may_not_be_reopened_stays_closed(submit: Any, folk: People, act: Any) -> None:
    definition = {**STREET, "reopen_days": 0}
    case = submit(definition, slug="sekali", at=MONDAY)
    act(case, "Sari", "forward")
    act(case, "Yudi", "grant", files=[("after", _store(MONDAY))])

    with pytest.raises(cases.WrongTurn):
        cases.reopen_case(
            case_id=case.pk, reason="Masih begitu.", by=folk.actor("Wati", now=MONDAY), now=MONDAY
        )


def test_the_room_of_a_kind_hears_every_turn(
    case: Case, act: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setitem(kinds._hooks, "application", lambda taken: heard.append(taken.turn))

    act(case, "Sari", "forward")

    assert heard == ["forward"]
