"""Guessing is slowed down, for all workers together; honest people hardly notice."""

import threading
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

import pytest

from kentongan.foundation.errors import TooOften
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.foundation.throttle.models import Window
from kentongan.foundation.throttle.services import (
    check_rate,
    forgive,
    purge_windows,
    read_address,
)
from kentongan.foundation.throttle.tasks import purge_throttle_windows

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_the_try_after_the_last_is_refused_and_told_how_long_to_wait():
    for _ in range(3):
        check_rate("track|BWI-7K3D-92", limit=3, per_seconds=600, now=NOW)

    with pytest.raises(TooOften) as refusal:
        check_rate("track|BWI-7K3D-92", limit=3, per_seconds=600, now=NOW + timedelta(seconds=90))

    assert refusal.value.facts == {"seconds": 510, "minutes": 9}
    assert "9" in str(refusal.value)


def test_keys_are_counted_apart():
    check_rate("a", limit=1, per_seconds=60, now=NOW)

    check_rate("b", limit=1, per_seconds=60, now=NOW)

    assert Window.objects.count() == 2


def test_a_new_window_begins_after_the_old_one():
    check_rate("a", limit=1, per_seconds=60, now=NOW)

    check_rate("a", limit=1, per_seconds=60, now=NOW + timedelta(seconds=60))

    assert Window.objects.get().ends_at == NOW + timedelta(seconds=120)


def test_a_success_forgives():
    check_rate("a", limit=1, per_seconds=60, now=NOW)
    forgive("a")

    check_rate("a", limit=1, per_seconds=60, now=NOW)

    assert Window.objects.get().tries == 1


def test_the_key_cannot_be_read_in_the_table():
    check_rate("track|10.0.0.7", limit=1, per_seconds=60, now=NOW)

    assert b"10.0.0.7" not in bytes(Window.objects.get().key)


def test_the_table_is_unlogged():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'throttle_window'")

        assert cursor.fetchone()[0] in {"u", b"u"}


def test_inside_a_transaction_it_refuses_to_count():
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        check_rate("a", limit=1, per_seconds=60, now=NOW)


def test_ended_windows_are_purged():
    check_rate("old", limit=1, per_seconds=60, now=NOW)
    check_rate("young", limit=1, per_seconds=600, now=NOW)

    assert purge_windows(now=NOW + timedelta(seconds=61)) == 1


def test_the_queue_purges():
    check_rate("old", limit=1, per_seconds=60, now=datetime(2020, 1, 1, tzinfo=UTC))

    purge_throttle_windows(timestamp=0)

    assert not Window.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_workers_count_together():
    refused = []

    def try_often() -> None:
        for _ in range(10):
            try:
                check_rate("shared", limit=50, per_seconds=60, now=NOW)
            except TooOften:
                refused.append(1)
        connection.close()

    workers = [threading.Thread(target=try_often) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(refused) == 30


@pytest.mark.parametrize(
    ("proxies", "headers", "address"),
    [
        (0, {}, "10.0.0.1"),
        (0, {"X-Forwarded-For": "6.6.6.6"}, "10.0.0.1"),
        (1, {"X-Forwarded-For": "6.6.6.6, 203.0.113.9"}, "203.0.113.9"),
        (1, {"X-Forwarded-For": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2"),
        (1, {}, "10.0.0.1"),
        (2, {"X-Forwarded-For": "203.0.113.9"}, "10.0.0.1"),
    ],
)
def test_an_address_cannot_be_claimed(settings, proxies, headers, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")

    assert read_address(request) == address


def test_a_marked_view_counts_posts_only():
    @limit_posts("test", limit=2, per_seconds=3600)
    def view(_request):
        return HttpResponse("done")

    make = RequestFactory()
    for request in (make.get("/"), make.get("/"), make.get("/"), make.post("/"), make.post("/")):
        assert view(request).content == b"done"

    with pytest.raises(TooOften):
        view(make.post("/"))
