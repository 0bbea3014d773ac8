"""The figures of the home page."""

from datetime import UTC, datetime

from django.utils import translation

import pytest

from kentongan.lobby.scoreboard.asked import Asked
from kentongan.lobby.scoreboard.queries import make_figures
from kentongan.lobby.web import queries
from kentongan.rooms.cases.queries.board import Totals

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def show(monkeypatch: pytest.MonkeyPatch, **totals: int) -> list[tuple[str, str]]:
    counted = Totals(**totals, late=0, ikm=None, rated=0)
    monkeypatch.setattr(queries.cases, "get_totals", lambda **_: counted)
    with translation.override("en"):
        figures = queries.get_front_page(now=NOW).figures
    return [(figure.value, figure.label) for figure in figures]


def test_home_says_how_promises_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = show(monkeypatch, closed=120, on_time=115, open=12)

    assert shown == [("95.8%", "finished on time"), ("120", "cases finished"), ("12", "under way")]


def test_home_is_silent_while_there_is_too_little_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, closed=3, on_time=3, open=1) == []


def test_home_and_the_board_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[datetime, datetime]] = []

    def count(*, since: datetime, until: datetime, now: datetime) -> Totals:
        asked.append((since, until))
        return Totals(closed=40, on_time=39, open=4, late=0, ikm=None, rated=0)

    monkeypatch.setattr(queries.cases, "get_totals", count)
    home = queries.get_front_page(now=NOW).figures
    board = make_figures(Asked(), now=NOW)

    assert asked[0] == asked[1]
    assert home[0].value == board[0].value
    assert [home[1].value, home[2].value] == [board[1].value, board[2].value]
