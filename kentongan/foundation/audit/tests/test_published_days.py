"""Anybody can keep the fingerprint of a day."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client

import pytest

from kentongan.foundation.audit.models import AuditDay

FIRST = date(2026, 8, 1)


@pytest.fixture
def days(db: None) -> list[AuditDay]:
    """Sixty days, each of ten lines."""
    return AuditDay.objects.bulk_create(
        AuditDay(
            date=FIRST + timedelta(days=n), last_id=10 * n + 10, line_count=10,
            hash=bytes([n]) * 32,
            sealed_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
        for n in range(60)
    )  # fmt: skip


@pytest.mark.parametrize("language", ["", "/en"])
def test_everybody_reads_the_newest_days_first(
    client: Client, days: list[AuditDay], django_assert_max_num_queries: Any, language: str
) -> None:
    with django_assert_max_num_queries(2):
        page = client.get(f"{language}/audit/").content.decode()

    assert page.count("<tr>") == 51
    shown = page.replace("<wbr>", "")
    assert bytes(days[-1].hash).hex() in shown
    assert bytes(days[0].hash).hex() not in shown


def test_the_second_page_goes_on_where_the_first_ended(
    client: Client, days: list[AuditDay]
) -> None:
    first = json.loads(client.get("/audit.json").content)
    second = json.loads(client.get(first["next"]).content)

    dates = [row["date"] for row in [*first["days"], *second["days"]]]
    assert dates == [day.date.isoformat() for day in reversed(days)]
    assert second["next"] is None


def test_the_text_has_every_day_oldest_first(client: Client, days: list[AuditDay]) -> None:
    answer = client.get("/audit/heads.txt")

    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert lines[1] == f"2026-08-01 10 10 {'00' * 32}"
    assert len(lines) == 61


def test_an_empty_chain_and_a_broken_key_are_no_error(client: Client, db: None) -> None:
    assert client.get("/audit/").status_code == 200
    assert client.get("/audit/", {"sebelum": "kemarin"}).status_code == 200
    assert client.post("/audit/").status_code == 405
