from datetime import timedelta
from typing import Any

import pytest
import time_machine

from kentongan.foundation.throttle.models import Window
from kentongan.rooms.people import api as people
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import SUMBERBERAS

SPOT = {"lat": -8.437123456, "lon": 114.332987654}
NOON = MONDAY + timedelta(hours=4)
TYPED = {"category": "parkir-trotoar", "words": "ada mobil diparkir di trotoar depan pasar"}
MARKED = "katarahasia"


def find(by: Any = people.VISITOR, **facts: Any) -> list[reports.Similar]:
    whole = {**SPOT, "village_code": SUMBERBERAS, **TYPED, "now": NOON, **facts}
    return reports.find_similar(**whole, by=by)


def test_the_same_thing_told_before_is_proposed(send: Any, act: Any) -> None:
    report = act(send(**SPOT), "Sari", "forward")
    Report.objects.filter(pk=report.pk).update(follower_count=3)

    (found,) = find(lat=-8.4373, lon=114.3331)

    assert (found.code, found.people) == (report.code, 4)
    assert found.likeness.metres == 20
    assert "trotoar" in found.likeness.shared


@pytest.mark.parametrize(
    "facts",
    [
        {"lat": -8.45},
        {"category": "lampu-jalan", "words": "lampu mati"},
        {"now": MONDAY + timedelta(days=200)},
        {"lat": None, "lon": None, "village_code": ""},
        {"lat": None, "lon": None, "words": ""},
    ],
)
def test_something_else_is_not_proposed(send: Any, act: Any, facts: Any) -> None:
    act(send(**SPOT), "Sari", "forward")

    assert find(**facts) == []


def test_without_a_pin_village_and_words_find_it(send: Any, act: Any) -> None:
    report = act(send(), "Sari", "forward")

    assert [one.code for one in find(lat=None, lon=None)] == [report.code]


@pytest.mark.parametrize(
    ("facts", "is_checked"),
    [({}, False), ({"secrecy": "secret"}, True), ({"secrecy": "secret"}, False)],
)
def test_words_of_what_is_not_public_are_never_proposed(
    send: Any, act: Any, folk: Any, facts: Any, is_checked: bool
) -> None:
    report = send(**SPOT, **facts, description=f"{MARKED} mobil di trotoar")
    if is_checked:
        act(report, "Sari", "forward")

    for by in (people.VISITOR, folk.actor("Budi", now=NOON), folk.actor("Hadi", now=NOON)):
        assert find(by) == []


def test_an_officer_sees_those_of_their_own_office(send: Any, folk: Any) -> None:
    report = send(**SPOT)

    assert [one.code for one in find(folk.actor("Sari", now=NOON))] == [report.code]
    assert find(folk.actor("Gita", now=NOON)) == []


def test_ended_reports_are_not_proposed(send: Any, act: Any) -> None:
    refused = act(send(**SPOT), "Sari", "forward")
    Report.objects.filter(pk=refused.pk).update(standing="refused")
    old = act(send(**SPOT), "Sari", "forward")
    Report.objects.filter(pk=old.pk).update(standing="mended", mended_at=NOON - timedelta(days=11))

    assert find() == []


def test_nobody_finds_an_anonymous_position_by_trying(send: Any, act: Any) -> None:
    """Two positions in the same cell, at its ends, look the same from anywhere."""
    one = act(send(lat=-8.4371, lon=114.3321, secrecy="anonymous"), "Sari", "forward")
    other = act(send(lat=-8.4379, lon=114.3329, secrecy="anonymous"), "Sari", "forward")

    found = {similar.code: similar.likeness.metres for similar in find(lat=-8.4372, lon=114.3322)}

    assert found[one.code] == found[other.code]


def test_the_page_part_proposes_and_keeps_no_words(
    client: Any, send: Any, act: Any, caplog: Any
) -> None:
    report = act(send(**SPOT), "Sari", "forward")
    typed = {"category": "parkir-trotoar", "description": f"mobil di trotoar {MARKED}",
             "lat": "-8.4371", "lon": "114.3330", "village_code": SUMBERBERAS}  # fmt: skip

    with _at(NOON):
        answer = client.post("/lapor/mirip/", typed)
        english = client.post("/en/lapor/mirip/", typed)

    assert report.code in answer.content.decode()
    assert "1 person reported this" in english.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert MARKED not in caplog.text + answer.content.decode()


def test_words_never_come_in_an_address(client: Any, categories: Any) -> None:
    assert client.get("/lapor/mirip/?description=mobil").status_code == 405


@pytest.mark.parametrize(
    "typed",
    [{}, {"lat": "x", "lon": "nan"}, {"lat": "1e999", "lon": "5"},
     {"category": "\0", "village_code": "a\0"},
     {"description": "x" * 50_000, "village_code": SUMBERBERAS, "category": "tidak-ada"}],
)  # fmt: skip
def test_whatever_is_typed_is_answered(client: Any, categories: Any, typed: Any) -> None:
    assert client.post("/lapor/mirip/", typed).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_flood_of_questions_is_slowed(client: Any, regency: None) -> None:
    Window.objects.all().delete()

    answers = [client.post("/lapor/mirip/", {}).status_code for _ in range(122)]

    assert answers.count(200) == 120
    assert answers[-1] == 429
    Window.objects.all().delete()


def _at(moment: Any) -> Any:
    return time_machine.travel(moment, tick=False)
