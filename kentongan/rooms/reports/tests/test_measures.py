"""The four numbers of the room, of an office, a category, a place, or all."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client

import pytest
import time_machine

from kentongan.foundation import measures
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.queries import measured
from kentongan.rooms.reports.tests.conftest import MONDAY, WIB
from tests.people import ELSEWHERE, MUNCAR, SUMBERBERAS

SPAN = {"since": MONDAY - timedelta(days=1), "until": MONDAY + timedelta(days=30)}
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    cache.clear()


@pytest.fixture
def street(send: Any) -> None:
    """Three cars, one hole, and one report of the month before."""
    rows = [
        (send(), {"first_answer_at": HOUR, "mended_at": 4 * HOUR}),
        (send(), {"first_answer_at": 3 * HOUR, "mended_at": 6 * HOUR, "reopened_count": 1}),
        (send(village_code=ELSEWHERE), {"first_answer_at": 5 * HOUR}),
        (send(category="jalan-rusak", answers={}), {"first_answer_at": 9 * HOUR,
                                                    "mended_at": 48 * HOUR}),
        (send(at=MONDAY - timedelta(days=30)), {}),
    ]  # fmt: skip
    for report, facts in rows:
        moments = {
            name: report.reported_at + fact if isinstance(fact, timedelta) else fact
            for name, fact in facts.items()
        }
        Report.objects.filter(pk=report.pk).update(**moments)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("reports.first_answer_time", "hours"),
        ("reports.mend_time", "hours"),
        ("reports.reopened_share", "percent"),
        ("reports.open_late", "reports"),
    ],
)
def test_the_measures_are_offered_by_name(categories: None, name: str, unit: str) -> None:
    measure = measures.get(name)

    assert (measure.unit, measure.better) == (unit, measures.Better.LOWER)
    assert measure.compute(**SPAN) in {None, 0.0}


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize(
    ("of", "first", "mend", "reopened", "late"),
    [
        ({}, 4.0, 6.0, 100 / 3, 5),
        ({"category": "parkir-trotoar"}, 3.0, 5.0, 50.0, 4),
        ({"category": "jalan-rusak"}, 9.0, 48.0, 0.0, 1),
        ({"category": "banjir"}, None, None, None, 0),
        ({"place_code": ELSEWHERE}, 5.0, None, None, 1),
        ({"place_code": MUNCAR}, 3.0, 6.0, 100 / 3, 4),
        ({"place_code": SUMBERBERAS, "category": "jalan-rusak"}, 9.0, 48.0, 0.0, 1),
        ({"office_key": f"desa-{ELSEWHERE}"}, 5.0, None, None, 1),
        ({"office_key": "dishub"}, None, None, None, 0),
    ],
)
def test_each_measure_counts_what_is_asked(
    of: dict[str, str], first: Any, mend: Any, reopened: Any, late: float
) -> None:
    found = (
        measured.measure_first_answer(**SPAN, **of),
        measured.measure_mend(**SPAN, **of),
        measured.measure_reopened(**SPAN, **of),
        measured.count_late_reports(**SPAN, **of),
    )

    assert found == pytest.approx((first, mend, reopened, late))


def test_late_is_what_was_late_then(mended: Report) -> None:
    late = Report.objects.get(pk=mended.pk).case.due_at - HOUR

    assert measured.count_late_reports(since=MONDAY, until=MONDAY + HOUR) == 0
    assert measured.count_late_reports(since=MONDAY, until=late) == 0
    assert measured.count_late_reports(since=MONDAY, until=late + 30 * 24 * HOUR) == 0


def test_who_waits_for_the_reporter_is_not_late(send: Any, act: Any) -> None:
    report = send()
    act(report, "Sari", "ask", note="Di sebelah mana persisnya, Bu?")

    assert measured.count_late_reports(**SPAN) == 0


# --- The public page ---


@pytest.mark.usefixtures("street")
def test_the_page_shows_every_category(client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 9, 0, tzinfo=WIB), tick=False):
        page = client.get("/kinerja/laporan/").content.decode()

    assert "Parkir di trotoar" in page
    assert "50%" in page
    assert page.count("<tr>") > 20


@pytest.mark.usefixtures("street")
def test_the_page_asks_three_questions(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/kinerja/")

    with django_assert_max_num_queries(5):
        client.get("/kinerja/laporan/?masa=tahun")
    with django_assert_max_num_queries(2):
        client.get("/kinerja/laporan/?masa=tahun")
