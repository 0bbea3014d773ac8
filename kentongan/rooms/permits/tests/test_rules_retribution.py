"""What a building approval costs: every row of the annex, ties, basements, and exactness."""

import math
import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from django.conf import settings

import pytest

from kentongan.rooms.permits.rules.retribution import (
    BuildingFacts,
    NoIndex,
    WrongScheme,
    compute,
    compute_index,
    parse_tables,
)

FILE = settings.REGENCY_FOLDER / "permits" / "retribution.toml"
DATA: dict[str, Any] = tomllib.loads(FILE.read_text())["schemes"][0]
TABLES = parse_tables(DATA)
HOUSE = BuildingFacts(
    function="dwelling", floor_area=Decimal(90), floors=1, complexity="simple",
    permanence="permanent", ownership="private", work="new",
)  # fmt: skip
PLAIN = replace(HOUSE, function="special", complexity="simple", permanence="temporary")


def read_line(facts: BuildingFacts, key: str) -> Decimal:
    return next(line.value for line in compute(facts, TABLES).lines if line.key == key)


def test_the_house_of_90_square_metres_costs_405_000() -> None:
    found = compute(HOUSE, TABLES)

    assert found.amount == 405_000
    assert compute_index(HOUSE, TABLES) == Decimal("0.180")


@pytest.mark.parametrize(
    ("function", "area", "floors", "umkm", "index"),
    [
        ("dwelling", "99.99", 1, False, "0.15"),
        ("dwelling", "100", 1, False, "0.17"),  # the tie: not below
        ("dwelling", "100.01", 1, False, "0.17"),
        ("dwelling", "99.99", 2, False, "0.17"),  # the tie: not below
        ("dwelling", "99.99", 3, False, "0.17"),
        ("worship", "900", 2, False, "0"),
        ("business", "900", 2, False, "0.7"),
        ("business", "900", 2, True, "0.5"),
        ("social", "900", 2, False, "0.3"),
        ("social", "900", 2, True, "0.3"),  # a small business is a business first
        ("special", "900", 2, False, "1"),
        ("mixed", "499.99", 1, False, "0.6"),
        ("mixed", "500", 1, False, "0.8"),  # the tie: not below
        ("mixed", "499.99", 2, False, "0.8"),  # as the annex says: two floors or more
        ("mixed", "500.01", 1, False, "0.8"),
    ],
)
def test_function(function: str, area: str, floors: int, umkm: bool, index: str) -> None:
    facts = replace(HOUSE, function=function, floor_area=Decimal(area), floors=floors, is_umkm=umkm)

    assert read_line(facts, "function") == Decimal(index)


@pytest.mark.parametrize(
    ("key", "value", "index"),
    [
        ("complexity", "simple", "1"),
        ("complexity", "complex", "2"),
        ("permanence", "temporary", "1"),
        ("permanence", "permanent", "2"),
        ("ownership", "private", "1"),
        ("ownership", "state", "0"),
        ("work", "new", "1"),
        ("work", "renovation_moderate", "0.225"),
        ("work", "renovation_heavy", "0.325"),
        ("work", "heritage_basic", "0.325"),
        ("work", "heritage_middle", "0.225"),
        ("work", "heritage_main", "0.15"),
    ],
)
def test_index(key: str, value: str, index: str) -> None:
    assert read_line(replace(HOUSE, **{key: value}), key) == Decimal(index)


FLOORS = ["1", "1.09", "1.12", "1.135", "1.162", "1.197", "1.236", "1.265", "1.299", "1.333"]


@pytest.mark.parametrize(("floors", "index"), list(enumerate(FLOORS, start=1)))
def test_floors(floors: int, index: str) -> None:
    assert read_line(replace(HOUSE, floors=floors), "floors") == Decimal(index)


@pytest.mark.parametrize(("basements", "index"), [(1, "1.197"), (2, "1.299"), (3, "1.393")])
def test_basements_weigh_with_their_area(basements: int, index: str) -> None:
    facts = replace(PLAIN, floor_area=Decimal(300), basements=basements, basement_area=Decimal(100))

    floors = (300 * Fraction(1) + 100 * Fraction(index)) / 400
    exact = Fraction(3, 10) + Fraction(2, 10) + floors / 2

    assert compute_index(facts, TABLES) == Decimal(math.ceil(exact * 1000)) / 1000
    assert read_line(facts, "area") == 400


def test_a_third_is_rounded_up_exactly() -> None:
    """Three thirds are a whole: a division that rounds would make 1.001 of it."""
    facts = replace(PLAIN, floor_area=Decimal(2), basements=1, basement_area=Decimal(1))
    tables = replace(TABLES, basements={1: Decimal(1)})

    assert compute_index(facts, tables) == Decimal("1.000")


@pytest.mark.parametrize(
    ("key", "value"), [("floors", 11), ("basements", 4), ("work", "moved"), ("function", "zoo")]
)
def test_what_the_tables_do_not_know_is_said(key: str, value: Any) -> None:
    with pytest.raises(NoIndex) as refused:
        compute(replace(HOUSE, **{key: value}), TABLES)

    assert (refused.value.key, refused.value.value) == (key, value)


def test_what_belongs_to_the_state_costs_nothing() -> None:
    assert compute(replace(HOUSE, ownership="state"), TABLES).amount == 0


def test_a_fence_is_charged_by_its_length() -> None:
    facts = replace(HOUSE, infrastructure=(("fence", Decimal("25.5")), ("gate", Decimal(1))))

    assert compute(facts, TABLES).amount == 405_000 + 102_000 + 50_000


def test_work_on_heritage_lowers_both_parts() -> None:
    facts = replace(HOUSE, work="heritage_main", infrastructure=(("fence", Decimal(100)),))

    assert compute(facts, TABLES).amount == round(405_000 * 0.15) + 60_000


def test_every_line_of_the_way_is_told() -> None:
    keys = [line.key for line in compute(HOUSE, TABLES).lines]

    assert keys == [
        "function", "complexity", "permanence", "floors", "weights", "ownership", "index",
        "area", "price", "work", "building", "amount",
    ]  # fmt: skip


# --- All 320 combinations of indexes, computed independently: fractions against decimals ---

FUNCTIONS = [
    (replace(PLAIN, function="dwelling", floor_area=Decimal(50)), "0.15"),
    (replace(PLAIN, function="dwelling", floor_area=Decimal(150)), "0.17"),
    (replace(PLAIN, function="business"), "0.7"),
    (replace(PLAIN, function="business", is_umkm=True), "0.5"),
    (replace(PLAIN, function="social"), "0.3"),
    (PLAIN, "1"),
    (replace(PLAIN, function="mixed", floor_area=Decimal(50)), "0.6"),
    (replace(PLAIN, function="mixed", floor_area=Decimal(900)), "0.8"),
]
GRADES = [("simple", "1"), ("complex", "2")], [("temporary", "1"), ("permanent", "2")]
COMBINATIONS = list(product(FUNCTIONS, *GRADES, enumerate(FLOORS, start=1)))


def make_exact(function: str, complexity: str, permanence: str, floors: str) -> Fraction:
    return Fraction(function) * (
        Fraction(3, 10) * int(complexity) + Fraction(2, 10) * int(permanence) + Fraction(floors) / 2
    )


def choose(combination: Any) -> tuple[Decimal, Fraction, float]:
    """Return ours, the exact one, and the one of binary floating point."""
    (facts, function), (complexity, ik), (permanence, ip), (floors, il) = combination
    only = replace(TABLES, functions={facts.function: TABLES.functions[facts.function]})
    row = replace(only.functions[facts.function], index=Decimal(function), otherwise=None)
    tables = replace(only, functions={facts.function: row})
    ours = compute_index(
        replace(facts, complexity=complexity, permanence=permanence, floors=floors), tables
    )
    exact = Fraction(math.ceil(make_exact(function, ik, ip, il) * 1000), 1000)
    bp = 0.3 * float(ik) + 0.2 * float(ip) + 0.5 * float(il)
    return ours, exact, math.ceil(float(function) * bp * 1000) / 1000


def test_all_320_combinations_are_exact_also_the_14_where_floats_lie() -> None:
    found = [choose(combination) for combination in COMBINATIONS]

    assert len(found) == 320
    assert all(Fraction(ours) == exact for ours, exact, _ in found)
    assert sum(1 for _, exact, lied in found if round(exact * 1000) != round(lied * 1000)) == 14


@pytest.mark.parametrize(
    ("complexity", "permanence", "index"),
    [("simple", "permanent", "0.204"), ("complex", "temporary", "0.221")],
)
def test_the_two_of_the_handbook(complexity: str, permanence: str, index: str) -> None:
    facts = replace(HOUSE, floor_area=Decimal(150), complexity=complexity, permanence=permanence)

    assert compute_index(facts, TABLES) == Decimal(index)


@pytest.mark.parametrize(
    ("key", "value"),
    [("ilo_percent", "0.6"), ("shst", "many"), ("floors", None), ("functions", {"dwelling": "1"})],
)
def test_a_scheme_with_a_wrong_key_is_refused(key: str, value: Any) -> None:
    with pytest.raises(WrongScheme):
        parse_tables({**DATA, key: value})
