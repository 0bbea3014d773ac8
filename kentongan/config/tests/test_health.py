"""Machines get short, true answers."""

from django.db import OperationalError, connection
from django.test import Client

import pytest

from kentongan.config import health
from kentongan.foundation import measures

QUEUED_LONG_AGO = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at)
VALUES ('default', 'nothing', 0, '{}', 'todo', now() - interval '20 minutes')"""


def test_the_process_says_it_is_alive_without_the_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_a_house_in_order_is_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.json() == {"database": "ok", "migrations": "ok", "queue": "ok"}


@pytest.mark.django_db
def test_a_job_that_waits_too_long_is_told(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(QUEUED_LONG_AGO)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["queue"] == "a job waits since 20 minutes"


def test_a_database_that_is_away_is_told_without_its_words(client: Client, monkeypatch) -> None:
    def fail() -> str:
        raise OperationalError("connection to 10.1.2.3 failed for user secret")

    monkeypatch.setattr(health, "CHECKS", {"database": fail})

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": "no answer"})


@pytest.mark.django_db
def test_metrics_show_requests_queue_and_gauges_of_rooms(client: Client, monkeypatch) -> None:
    gauge = measures.Gauge("open_things", "Things that are open", lambda: 7.0)
    monkeypatch.setattr(measures, "_gauges", {"open_things": gauge})
    client.get("/healthz")

    text = client.get("/metrics").content.decode()

    assert "kentongan_database_up 1.0" in text
    assert "kentongan_queue_waiting " in text
    assert "kentongan_open_things 7.0" in text
    assert 'kentongan_requests_total{method="GET",status="200",view="healthz"}' in text


def test_strangers_do_not_find_the_metrics(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="8.8.8.8").status_code == 404


def test_who_comes_through_a_proxy_is_a_stranger(client: Client) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404


@pytest.mark.django_db
def test_the_bearer_of_the_token_sees_the_metrics_from_anywhere(client: Client, settings) -> None:
    settings.METRICS_TOKEN = "a-token-of-the-watcher"  # noqa: S105 - made up

    answer = client.get(
        "/metrics",
        REMOTE_ADDR="8.8.8.8",
        headers={"Authorization": "Bearer a-token-of-the-watcher"},
    )

    assert answer.status_code == 200
