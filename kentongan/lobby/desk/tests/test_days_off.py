"""The IT team declares and revokes days off; everybody else finds nothing there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

import pytest

from kentongan.foundation.audit import chain
from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from tests.people import People

Enter = Callable[..., Client]
LIST, DECLARE = "/meja/hari-libur/", "/meja/hari-libur/umumkan/"


def find_working_day() -> date:
    """Return a day some weeks ahead on which offices work."""
    day = timezone.localdate() + timedelta(days=20)
    while places.get_day_off(day) or not places.is_worked_on(day):
        day += timedelta(days=1)
    return day


def fill(day: date, **changed: str) -> dict[str, str]:
    return {
        "date": day.isoformat(), "kind": "collective", "name_id": "Cuti bersama Natal",
        "name_en": "Christmas leave", "decree": "SKB 3 Menteri 933/2026", **changed,
    }  # fmt: skip


def test_only_the_it_team_finds_the_days_off(enter: Enter) -> None:
    assert enter("Made").get(LIST).status_code == 200
    for name in ("Wati", "Sari", "Joko", "Tono"):
        assert enter(name).get(LIST).status_code == 404
        assert enter(name).post(DECLARE, fill(find_working_day())).status_code == 404


def test_the_year_is_listed_with_source_and_names(enter: Enter) -> None:
    page = enter("Made").get(LIST, {"tahun": "2026"}).content.decode()

    assert "Hari Kemerdekaan" in page or "Kemerdekaan Republik Indonesia" in page
    assert "?tahun=2025" in page
    assert "?tahun=2027" in page


def test_a_day_is_declared_after_it_is_said_what_moves(enter: Enter, submit: Any) -> None:
    day, made = find_working_day(), enter("Made")
    submit({**_slow(), "promise": {"days": 40}})

    asked = made.get(DECLARE, fill(day))
    done = made.post(DECLARE, fill(day))

    assert asked.context["effect"].cases == 1
    assert done.headers["Location"] == f"{LIST}?tahun={day.year}"
    known = places.get_day_off(day)
    assert known is not None
    assert (known.name_en, known.decree) == ("Christmas leave", "SKB 3 Menteri 933/2026")
    assert "Christmas leave" in made.get(done.headers["Location"]).content.decode()


def _slow() -> dict[str, Any]:
    step = {
        "key": "desa", "title": {"id": "Diperiksa desa"}, "office": "village", "role": "officer",
        "promise": {"days": 40}, "decisions": ["grant", "refuse"],
    }  # fmt: skip
    return {"promise": {"days": 40}, "signer": "desa", "route": [step], "requirements": []}


def test_as_many_cases_move_as_were_foretold(enter: Enter, folk: People, submit: Any) -> None:
    day, now = find_working_day(), timezone.localtime()
    crossing = submit(_slow())
    submit({**_slow(), "promise": {"days": 1}, "route": [{**_slow()["route"][0], "promise": {"hours": 2}}]}, slug="cepat")  # noqa: E501  # fmt: skip
    foretold = cases.count_crossing(day)

    enter("Made").post(DECLARE, fill(day))
    moved = cases.recompute_deadlines(
        day=day, cause="day_off", name_id="Cuti", name_en="", by=folk.actor("Made"), now=now
    )

    assert foretold == moved == 1
    assert cases.get_case(crossing.pk).due_at > crossing.due_at


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"date": "2024-08-16"}, "date"),
        ({"date": "besok"}, "date"),
        ({"decree": ""}, "decree"),
        ({"name_id": ""}, "name_id"),
    ],
)
def test_what_cannot_be_is_said_before_and_after(
    enter: Enter, changed: dict[str, str], field: str
) -> None:
    made, sent = enter("Made"), fill(find_working_day(), **changed)

    asked, done = made.get(DECLARE, sent), made.post(DECLARE, sent)

    assert asked.context["effect"] is None
    assert field in asked.context["form"].errors
    assert done.status_code == 422


def test_a_day_that_is_off_already_is_named(enter: Enter) -> None:
    day = date(timezone.localdate().year + 1, 8, 17)

    asked = enter("Made").get(DECLARE, fill(day))
    done = enter("Made").post(DECLARE, fill(day))

    assert "date" in asked.context["form"].errors
    assert done.status_code == 422


def test_a_day_is_revoked_with_a_reason_that_stays(enter: Enter) -> None:
    day, made = find_working_day(), enter("Made")
    made.post(DECLARE, fill(day))
    address = f"{LIST}{day}/cabut/"

    silent = made.post(address, {"reason": ""})
    done = made.post(address, {"reason": "SKB diubah, hari ini masuk kerja."})

    assert silent.status_code == 422
    assert done.status_code == 302
    assert places.get_day_off(day) is None
    line = chain.list_lines(f"day_off:{day}")[-1]
    assert line.detail["reason"] == "SKB diubah, hari ini masuk kerja."
    assert made.get(address).status_code == 404


def test_a_sunday_moves_nothing(enter: Enter, submit: Any) -> None:
    submit(_slow())
    day = find_working_day()
    while places.is_worked_on(day):
        day += timedelta(days=1)

    effect = enter("Made").get(DECLARE, fill(day)).context["effect"]

    assert (effect.is_worked, effect.cases) == (False, 0)


@pytest.mark.parametrize("day", ["2020-01-01", "kemarin", "2026-02-30"])
def test_what_is_over_or_no_date_cannot_be_revoked(enter: Enter, day: str) -> None:
    assert enter("Made").get(f"{LIST}{day}/cabut/").status_code == 404
