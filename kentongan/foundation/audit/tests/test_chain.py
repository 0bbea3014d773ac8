"""The chain: append-only in the database itself, and what a superuser changed is found."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import InternalError, connection, connections, transaction
from django.db.utils import DatabaseError

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.audit import chain
from kentongan.foundation.audit.models import AuditDay, AuditLine
from tests.people import without_triggers

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)


@pytest.fixture
def lines(db: None) -> int:
    """Three lines in the chain; gives the number before them."""
    before = chain.get_head().id
    for n in range(3):
        chain.record(by=CLOCK, action="test.done", subject=f"thing:{n}", now=NOW, detail={"n": n})
    assert chain.get_head().id == before + 3
    return before


def test_lines_follow_each_other_without_a_gap(lines: int) -> None:
    verdict = chain.verify()

    assert verdict.is_whole
    assert verdict.head == chain.get_head()
    assert verdict.lines == lines + 3


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_line SET action = 'x'",
        "DELETE FROM audit_line",
        "TRUNCATE audit_line",
        "UPDATE audit_line SET detail = '{}' WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_history(sql: str, lines: int) -> None:
    with (
        pytest.raises((InternalError, DatabaseError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_numbers_and_hashes_given_from_outside_are_ignored(lines: int) -> None:
    AuditLine(id=999, at=NOW, actor="x", action="y", subject="z", prev_hash=b"1", hash=b"2").save(
        force_insert=True
    )

    assert chain.get_head().id == lines + 4
    assert chain.verify().is_whole


@pytest.mark.parametrize(
    ("sql", "offset", "why"),
    [
        ("UPDATE audit_line SET actor = 'somebody else' WHERE id = %s", 2, "changed"),
        ("UPDATE audit_line SET detail = '{\"n\": 7}' WHERE id = %s", 1, "changed"),
        ("UPDATE audit_line SET at = at + interval '1 second' WHERE id = %s", 3, "changed"),
        ("DELETE FROM audit_line WHERE id = %s", 2, "missing"),
    ],
)
def test_verify_names_the_line_a_superuser_changed(
    sql: str, offset: int, why: str, lines: int
) -> None:
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(sql, [lines + offset])

    with pytest.raises(CommandError, match=f"line {lines + offset}.*{why}"):
        call_command("verify_audit", stdout=StringIO())


def test_a_rehashed_line_breaks_the_next(lines: int) -> None:
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_line SET actor = 'x' WHERE id = %s", [lines + 2])
        cursor.execute(
            "UPDATE audit_line SET hash = sha256(prev_hash || audit_canonical("
            " id, at, actor, action, subject, detail)) WHERE id = %s",
            [lines + 2],
        )

    verdict = chain.verify()

    assert verdict.broken_id == lines + 3
    assert "follow" in verdict.why


def test_a_cut_tail_is_found_by_the_published_day(lines: int) -> None:
    chain.seal_days(now=NOW + timedelta(days=1))
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_line WHERE id = %s", [lines + 3])

    assert chain.verify().broken_id == lines + 3


def test_each_finished_day_is_sealed_once(lines: int) -> None:
    chain.record(by=CLOCK, action="late", subject="x", now=NOW + timedelta(days=2))

    chain.seal_days(now=NOW + timedelta(days=3))
    again = chain.seal_days(now=NOW + timedelta(days=3))

    assert again == []
    assert AuditDay.objects.latest("date").last_id == lines + 4
    assert chain.verify().is_whole


def test_days_told_after_the_fact_are_sealed_as_well(lines: int) -> None:
    """The regency is loaded today, then the demo tells the weeks before."""
    told = [NOW - timedelta(days=5), NOW - timedelta(days=4)]
    for moment in told:
        chain.record(by=CLOCK, action="told", subject="x", now=moment)

    sealed = chain.seal_days(now=NOW)

    assert {day.date for day in sealed} >= {moment.date() for moment in told}
    assert sealed[-1].last_id == lines + 5
    assert chain.verify().is_whole


def test_actors_are_never_names(lines: int) -> None:
    assert set(AuditLine.objects.filter(id__gt=lines).values_list("actor", flat=True)) == {"clock"}


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_never_fork_the_chain() -> None:
    before = chain.get_head().id

    def write(_: int) -> None:
        try:
            for _n in range(10):
                with transaction.atomic():
                    chain.record(by=CLOCK, action="race", subject="x", now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    verdict = chain.verify()
    assert verdict.is_whole
    assert verdict.lines == before + 80


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_change_that_is_not_finished() -> None:
    def write() -> None:
        try:
            with transaction.atomic():
                chain.record(by=CLOCK, action="quick", subject="x", now=NOW)
        finally:
            connections.close_all()

    before = chain.get_head().id
    with transaction.atomic():
        chain.record(by=CLOCK, action="slow", subject="x", now=NOW)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write).result(timeout=20)

    assert chain.get_head().id == before + 2
    assert [line.action for line in chain.list_lines("x")[-2:]] == ["quick", "slow"]
    assert chain.verify().is_whole


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_leaves_no_line() -> None:
    before = chain.get_head().id
    with transaction.atomic():
        chain.record(by=CLOCK, action="kept", subject="x", now=NOW)
        with suppress(ValueError), transaction.atomic():
            chain.record(by=CLOCK, action="taken back", subject="x", now=NOW)
            raise ValueError

    assert chain.get_head().id == before + 1
    assert chain.list_lines("x")[-1].action == "kept"
