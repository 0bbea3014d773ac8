"""Categories of the regency, and reports to play with."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.files.services import store_bytes
from kentongan.rooms.cases import api as cases
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.models import Report
from tests.people import SUMBERBERAS, People

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=WIB).astimezone(UTC)
PARKED = "Mobil putih parkir di trotoar depan pasar."


def store_photo(now: datetime = MONDAY) -> Any:
    """Keep a file that stands for a photo."""
    return store_bytes(
        b"\xff\xd8photo", name="foto.jpg", media_type="image/jpeg", by=TERMINAL, now=now
    ).pk


@pytest.fixture
def categories(regency: None) -> None:
    reports.load_categories(settings.REGENCY_FOLDER, by=TERMINAL, now=MONDAY)


@pytest.fixture
def send(categories: None, folk: People) -> Callable[..., Report]:
    """Report a car on the pavement, as Wati unless said otherwise."""

    def _send(name: str = "Wati", *, at: datetime = MONDAY, **facts: Any) -> Report:
        by = folk.actor(name, now=at)
        whole = {
            "category": "parkir-trotoar",
            "description": PARKED,
            "village_code": SUMBERBERAS,
            "answers": {"vehicle": "mobil"},
            **facts,
        }
        return reports.submit_report(**whole, by=by, now=at).report

    return _send


@pytest.fixture
def act(folk: People) -> Callable[..., Report]:
    """Let somebody decide on a report's case."""

    def _act(
        report: Report, name: str, decision: str, *, at: datetime = MONDAY, **facts: Any
    ) -> Report:
        fresh = Report.objects.select_related("case").get(pk=report.pk)
        cases.decide(
            case_id=report.pk, version=fresh.case.version, decision=decision,
            by=folk.actor(name, now=at), now=at, **facts,
        )  # fmt: skip
        return Report.objects.get(pk=report.pk)

    return _act


@pytest.fixture
def mended(send: Any, act: Any) -> Report:
    """Sari checked it and Yudi mended it, two hours later."""
    report = send(photos=[store_photo()])
    act(report, "Sari", "forward")
    done: Report = act(
        report, "Yudi", "grant", note="Sudah ditegur dan dipindah.",
        files=[("after", store_photo())], at=MONDAY + timedelta(hours=2),
    )  # fmt: skip
    return done
