"""The public board: what it counts, how it is asked, and that it stays quick."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest
import time_machine

from kentongan.foundation import measures
from kentongan.foundation.actors import TERMINAL
from kentongan.lobby.scoreboard.asked import SORTS, Asked
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits import api as permits
from tests.people import SUMBERBERAS, People

VILLAGE = f"desa-{SUMBERBERAS}"
DEFINITION = {
    "promise": {"days": 1},
    "route": [
        {
            "key": "desa", "title": {"id": "Diperiksa desa", "en": "Checked by the village"},
            "office": "village", "role": "officer", "promise": {"minutes": 60},
            "decisions": ["grant", "refuse"],
        }
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_an_ordinary_day() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 18, 3, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def now(folk: People) -> datetime:
    return timezone.localtime()


@pytest.fixture
def grant(folk: People, now: datetime) -> Callable[..., Any]:
    """Submit a case and grant it, some days ago; `rating` is the same for all nine elements."""

    def _grant(*, days: int = 1, after: timedelta = timedelta(0), rating: int | None = None) -> Any:
        at = now - timedelta(days=days)
        wati = folk.actor("Wati", now=now)
        cases.publish_case_type(
            slug="uji", kind="test", name_id="Surat uji", name_en="Test letter",
            definition=DEFINITION, by=TERMINAL, now=at,
        )  # fmt: skip
        case = cases.submit_case(
            type_slug="uji", place_code=SUMBERBERAS, applicant_id=folk.persons["Wati"],
            answers={}, by=wati, now=at,
        )  # fmt: skip
        cases.decide(
            case_id=case.pk, version=1, decision="grant", by=folk.actor("Sari", now=now),
            now=at + after,
        )  # fmt: skip
        if rating:
            answers = {f"u{n}": rating for n in range(1, 10)}
            cases.rate_case(case_id=case.pk, answers=answers, by=wati, now=at + after)
        return case

    return _grant


def test_everybody_sees_offices_with_their_promises(grant: Any) -> None:
    grant()

    page = Client().get("/kinerja/")

    row = page.context["board"].rows[0]
    assert (row.key, row.score.ended, row.on_time.spent) == (VILLAGE, 1, 100)
    assert "100%" in page.content.decode()


def test_the_period_before_is_compared(grant: Any) -> None:
    grant(days=1)
    grant(days=10, after=timedelta(days=9))
    grant(days=10)

    figures = Client().get("/en/kinerja/?masa=minggu").context["board"].figures

    assert figures[0].value == "50.0%"
    assert figures[0].note.startswith("−50.0")
    assert figures[1].value == "2"


@pytest.mark.parametrize(
    ("alive", "watched", "overdue", "words", "state"),
    [(412, 460, 48, "48 permits have not complied", "late"),
     (1, 1, 1, "1 permit has not complied", "late"),
     (3, 3, 0, "every permit has complied", "ok")],
)  # fmt: skip
def test_the_board_counts_cameras_and_who_owes_one(
    monkeypatch: Any, folk: People, alive: int, watched: int, overdue: int, words: str, state: str
) -> None:
    monkeypatch.setattr(cameras, "count_connected", lambda: (alive, watched))
    monkeypatch.setattr(permits, "count_overdue", lambda: overdue)

    figure = Client().get("/en/kinerja/").context["board"].figures[-1]

    assert (figure.value, figure.note, figure.state) == (f"{alive} / {watched}", words, state)


def test_satisfaction_is_shown_from_five_answers_on(grant: Any) -> None:
    for _ in range(4):
        grant(rating=4)
    few = Client().get("/kinerja/").context["board"].rows[0]
    cache.clear()
    grant(rating=3)

    enough = Client().get("/kinerja/").context["board"].rows[0]

    assert (few.grade, few.ikm) == ("", "")
    assert (enough.grade, enough.ikm) == ("A", "95,0")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1), ("?jenis=village", 1), ("?jenis=agency", 0), ("?kecamatan=35.10.05", 1),
        ("?kecamatan=35.10.09", 0), ("?kecamatan=35.1", 0), ("?masa=x&urut=y&hal=z&jenis=q", 1),
        ("?hal=77", 1),
    ],
)  # fmt: skip
def test_the_table_is_filtered(query: str, count: int, grant: Any) -> None:
    grant()

    assert Client().get(f"/kinerja/{query}").context["board"].count == count


@pytest.mark.parametrize("sort", SORTS)
def test_the_table_is_sorted(sort: str, grant: Any) -> None:
    grant()

    assert Client().get(f"/kinerja/?urut={sort}").status_code == 200


def test_the_table_is_open_data(grant: Any) -> None:
    grant()

    answer = Client().get("/kinerja/unduh.csv?masa=tahun")

    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    assert (lines[0]["office"], lines[0]["on_time_percent"]) == (VILLAGE, "100")


def test_an_office_shows_its_services_and_slowest_steps(grant: Any) -> None:
    for _ in range(5):
        grant(rating=4)

    page = Client().get(f"/en/kinerja/{VILLAGE}/")

    shown = page.context["page"]
    assert [row.name for row in shown.services] == ["Test letter"]
    assert [row.step for row in shown.slowest] == ["Checked by the village"]
    assert shown.elements[0][1:] == (4.0, 100)
    assert "Competence of the officers" in page.content.decode()


def test_an_office_without_work_and_one_that_does_not_exist(folk: People) -> None:
    assert Client().get("/kinerja/dinsos/").status_code == 200
    assert Client().get("/kinerja/tidak-ada/").status_code == 404


def test_the_board_asks_few_questions(grant: Any) -> None:
    for _ in range(3):
        grant()

    with CaptureQueriesContext(connection) as asked:
        Client().get("/kinerja/")

    assert len(asked) <= 8


def test_the_next_look_within_two_minutes_asks_nothing_heavy(grant: Any) -> None:
    grant()
    Client().get("/kinerja/")

    with CaptureQueriesContext(connection) as asked:
        Client().get("/kinerja/")

    assert not [query["sql"] for query in asked if "case" in query["sql"]]


def test_other_rooms_read_the_numbers_by_name(grant: Any, now: datetime) -> None:
    grant(days=3, after=timedelta(days=2))
    for _ in range(5):
        grant(rating=4)
    span = {"since": now - timedelta(days=7), "until": now + timedelta(days=1)}

    found = {
        name: measures.get(f"cases.{name}").compute(**span, office_key=VILLAGE)
        for name in ("on_time_share", "median_minutes", "open", "late", "satisfaction")
    }

    assert found["satisfaction"] == 100
    assert (found["open"], found["late"]) == (0, 0)
    assert found["on_time_share"] == pytest.approx(100 * 5 / 6)
    assert measures.get("cases.on_time_share").compute(**span, office_key="dinsos") is None


def test_a_period_is_whole_local_days() -> None:
    since, until = Asked(period="minggu").get_span(datetime(2026, 11, 22).date())  # noqa: DTZ001

    assert (since.isoformat(), until.isoformat()) == (
        "2026-11-16T00:00:00+07:00", "2026-11-23T00:00:00+07:00",
    )  # fmt: skip
