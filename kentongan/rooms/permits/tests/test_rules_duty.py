"""Whom the duty obliges, where it stands, when its owner is warned; how long permits hold."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.rooms.permits.rules.duty import (
    Seen,
    WrongRule,
    check_rule,
    choose_rule,
    judge,
    obliges,
    plan_answer,
    plan_warning,
)
from kentongan.rooms.permits.rules.hiding import FEWEST, merge_small
from kentongan.rooms.permits.rules.validity import (
    WrongValidity,
    check_validity,
    compute_end,
    get_years,
)

DAY = date(2026, 11, 16)
ROW: dict[str, Any] = {
    "slug": "uji", "name": {"id": "Uji", "en": "Test"}, "cameras": 1, "due_days": 180,
    "warn_days": [1, 8, 15], "valid_from": DAY, "legal_basis": [{"text": "x"}],
}  # fmt: skip


def make_rule(**facts: Any) -> Any:
    usual = {
        "functions": ["business"], "min_area": Decimal(0), "min_floors": 1, "needs_road": True,
        "cameras_needed": 1, "valid_from": DAY, "valid_until": None,
    }  # fmt: skip
    return SimpleNamespace(**{**usual, **facts})


@pytest.mark.parametrize(
    ("rule", "building", "owes"),
    [
        ({}, {}, True),
        ({}, {"function": "dwelling"}, False),
        ({"functions": []}, {"function": "dwelling"}, True),
        ({}, {"faces_road": False}, False),
        ({"needs_road": False}, {"faces_road": False}, True),
        ({"min_area": Decimal(240)}, {}, True),
        ({"min_area": Decimal(241)}, {}, False),
        ({"min_floors": 3}, {}, False),
        ({}, {"on": DAY - timedelta(days=1)}, False),  # asked for before the rule: it is not owed
        ({"valid_until": DAY}, {}, True),
        ({"valid_until": DAY}, {"on": DAY + timedelta(days=1)}, False),
    ],
)
def test_a_rule_obliges_what_its_row_says(rule: Any, building: Any, owes: bool) -> None:
    facts = {"function": "business", "area": Decimal(240), "floors": 2, "faces_road": True}

    assert obliges(make_rule(**rule), **{"on": DAY, **facts, **building}) is owes


def test_the_rule_that_asks_for_most_counts() -> None:
    first, second, third = (make_rule(cameras_needed=n) for n in (1, 2, 2))

    assert choose_rule([first, second, third]) is second
    assert choose_rule([]) is None


@pytest.mark.parametrize(
    ("seen", "today", "standing"),
    [
        ((1, 0, 0, 0), 0, "open"),
        ((1, 1, 0, 0), 0, "declared"),
        ((1, 1, 1, 0), 0, "verified"),
        ((1, 1, 1, 1), 0, "met"),
        ((2, 1, 1, 1), 0, "open"),
        ((2, 2, 1, 1), 0, "declared"),
        ((1, 1, 1, 0), 1, "overdue"),
        ((1, 1, 1, 1), 1, "met"),  # late, but there
    ],
)
def test_where_a_duty_stands(seen: Any, today: int, standing: str) -> None:
    assert judge(Seen(*seen), due_on=DAY, today=DAY + timedelta(days=today)) == standing


def test_letters_keep_their_distance_also_after_a_week_without_a_run() -> None:
    warn_days = [1, 8, 15]

    first = plan_warning(due_on=DAY, warn_days=warn_days, sent=0, last_sent_on=None)
    late = DAY + timedelta(days=20)
    second = plan_warning(due_on=DAY, warn_days=warn_days, sent=1, last_sent_on=late)

    assert first == DAY + timedelta(days=1)
    assert second == late + timedelta(days=7)
    assert plan_warning(due_on=DAY, warn_days=warn_days, sent=3, last_sent_on=late) is None


def test_an_answer_has_the_time_until_the_next_letter() -> None:
    until = [plan_answer(ordinal=n, warn_days=[1, 8, 22], sent_on=DAY) for n in (1, 2, 3)]

    assert [(day - DAY).days for day in until] == [7, 14, 14]


@pytest.mark.parametrize(
    "wrong",
    [
        {"warn_days": [1, 8]},
        {"warn_days": [8, 1, 15]},
        {"cameras": 0},
        {"uptime_percent": 101},
        {"functions": ["hotel"]},
        {"facing": "sea"},
        {"legal_basis": []},
        {"colour": "red"},
    ],
)
def test_a_wrong_rule_is_refused(wrong: Any) -> None:
    with pytest.raises(WrongRule):
        check_rule({**ROW, **wrong})


VALIDITY = [
    {"functions": ["dwelling"], "floors_up_to": 2, "area_below": 100, "years": 20},
    {"years": 5},
]


@pytest.mark.parametrize(
    ("function", "floors", "area", "years"),
    [
        ("dwelling", 2, "99.99", 20),
        ("dwelling", 2, "100", 5),
        ("dwelling", 3, "60", 5),
        ("business", 1, "60", 5),
    ],
)
def test_validity(function: str, floors: int, area: str, years: int) -> None:
    assert get_years(VALIDITY, function=function, floors=floors, area=Decimal(area)) == years


def test_a_leap_day_ends_on_the_28th() -> None:
    assert compute_end(date(2028, 2, 29), years=5) == date(2033, 2, 28)
    assert compute_end(DAY, years=20) == date(2046, 11, 16)


@pytest.mark.parametrize("rows", [[], VALIDITY[:1], [{"years": 0}], [{"years": 5, "x": 1}]])
def test_validity_that_does_not_fit_all_is_refused(rows: Any) -> None:
    with pytest.raises(WrongValidity):
        check_validity(rows)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=9))
def test_no_small_group_can_be_told_from_public_numbers(totals: dict[str, int]) -> None:
    shown, merged = merge_small(totals)

    assert all(totals[key] >= FEWEST for key in shown)
    rest = sum(totals[key] for key in merged)
    assert rest == 0 or rest >= FEWEST
    assert not set(shown) & set(merged)
    whole = sum(totals.values())
    assert sum(totals[key] for key in [*shown, *merged]) == (whole if whole >= FEWEST else 0)
