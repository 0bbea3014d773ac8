"""The figures of the home page."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.utils import translation

import pytest

from kentongan.lobby.web import queries

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def show(monkeypatch: pytest.MonkeyPatch, *scores: SimpleNamespace) -> list[tuple[str, str]]:
    monkeypatch.setattr(queries.cases, "list_office_scores", lambda **_: list(scores))
    with translation.override("en"):
        figures = queries.get_front_page(now=NOW).figures
    return [(figure.value, figure.label) for figure in figures]


def test_home_says_how_promises_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    village = SimpleNamespace(ended=60, on_time=57, open=5)
    district = SimpleNamespace(ended=40, on_time=39, open=7)

    shown = show(monkeypatch, village, district)

    assert shown == [("96%", "on time"), ("100", "steps finished"), ("12", "under way")]


def test_home_is_silent_while_there_is_too_little_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, SimpleNamespace(ended=3, on_time=3, open=1)) == []
