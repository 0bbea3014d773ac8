"""
What a building approval costs: PP 16/2021, annex on the retribution for PBG.

    bp = 0.3·Ik + 0.2·Ip + 0.5·Il            complexity, permanence, floors
    It = If · bp · Fm                        rounded up to three decimals
    amount = LLt · (Ilo% · SHST) · It · Ibg + Σ volume · I · Ibg · tariff

Everything is Decimal: in binary floating point 14 of the 320 combinations of indexes round up to
another It. Ties: a row of a function holds strictly below both of its limits; exactly 100 m² or
exactly two floors belong to the higher row, as the annex says of mixed buildings ("≥ 2 lantai").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

from kentongan.rooms.permits.rules.words import Function

COMPLEXITY_WEIGHT, PERMANENCE_WEIGHT, FLOORS_WEIGHT = Decimal("0.3"), Decimal("0.2"), Decimal("0.5")
MOST_ILO = Decimal("0.5")  # percent; PP 16/2021: set by Perda, at most 0.5 %
THOUSANDTH = Decimal("0.001")
EXACT = Context(prec=60)
PERCENT = 100


class WrongScheme(ValueError):
    """The data of a scheme cannot be meant; the text says which key."""


class NoIndex(ValueError):
    """The scheme has no index for this building: `key` says of what, `value` which one."""

    def __init__(self, key: str, value: object) -> None:
        super().__init__(f"{key}: {value}")
        self.key, self.value = key, value


@dataclass(frozen=True)
class FunctionIndex:
    """Index of a function, and the higher one from a size on."""

    index: Decimal
    area_below: Decimal | None = None  # m²
    floors_below: int | None = None
    otherwise: Decimal | None = None

    def choose(self, *, area: Decimal, floors: int) -> Decimal:
        """Return the index for a size: the lower one strictly below both limits."""
        if self.otherwise is None:
            return self.index
        is_small = (self.area_below is None or area < self.area_below) and (
            self.floors_below is None or floors < self.floors_below
        )
        return self.index if is_small else self.otherwise


@dataclass(frozen=True)
class Infrastructure:
    """What stands beside the building and is charged by volume: a fence, a tower."""

    key: str
    unit: str
    index: Decimal
    tariff: Decimal  # rupiah per unit


@dataclass(frozen=True)
class Tables:
    """The indexes and rates that hold on a day."""

    shst: Decimal  # rupiah per m², set yearly by the regent
    ilo_percent: Decimal
    functions: Mapping[str, FunctionIndex]
    umkm: Decimal
    complexity: Mapping[str, Decimal]
    permanence: Mapping[str, Decimal]
    floors: Mapping[int, Decimal]
    basements: Mapping[int, Decimal]
    ownership: Mapping[str, Decimal]
    work: Mapping[str, Decimal]
    infrastructure: Mapping[str, Infrastructure]


@dataclass(frozen=True)
class BuildingFacts:
    """What of a building decides the amount; areas in m², all of basements counted apart."""

    function: str
    floor_area: Decimal
    floors: int
    complexity: str
    permanence: str
    ownership: str
    work: str
    is_umkm: bool = False
    basements: int = 0
    basement_area: Decimal = Decimal(0)
    infrastructure: tuple[tuple[str, Decimal], ...] = ()  # key and volume


@dataclass(frozen=True)
class Line:
    """One line of the explanation: a key, its value, and what it came from, all as text."""

    key: str
    value: Decimal
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Retribution:
    """An amount in whole rupiah, and every line that leads to it."""

    amount: Decimal
    lines: tuple[Line, ...]


def parse_tables(row: Mapping[str, Any]) -> Tables:
    """Read a scheme's data, or raise WrongScheme with the key that is wrong."""
    try:
        tables = Tables(
            shst=_number(row, "shst"),
            ilo_percent=_number(row, "ilo_percent"),
            functions={key: _parse_function(value) for key, value in row["functions"].items()},
            umkm=_number(row, "umkm"),
            complexity=_parse_indexes(row["complexity"]),
            permanence=_parse_indexes(row["permanence"]),
            floors={int(key): Decimal(str(value)) for key, value in row["floors"].items()},
            basements={int(key): Decimal(str(value)) for key, value in row["basements"].items()},
            ownership=_parse_indexes(row["ownership"]),
            work=_parse_indexes(row["work"]),
            infrastructure={
                one["key"]: _parse_infrastructure(one) for one in row.get("infrastructure", ())
            },
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise WrongScheme(f"{type(error).__name__}: {error}") from error
    if not 0 < tables.ilo_percent <= MOST_ILO:
        raise WrongScheme(f"ilo_percent: {tables.ilo_percent} is not above 0 and at most 0.5")
    if missing := set(Function) - set(tables.functions):
        raise WrongScheme(f"functions: {sorted(missing)} missing")
    return tables


def compute(facts: BuildingFacts, tables: Tables) -> Retribution:
    """Return what the approval costs; raises NoIndex where the tables have no row."""
    with localcontext(EXACT):
        index, lines = _compute_index(facts, tables)
        area = facts.floor_area + facts.basement_area
        price = tables.ilo_percent / PERCENT * tables.shst
        work = _find(tables.work, "work", facts.work)
        own = area * price * index * work
        beside = [_charge(key, volume, work, tables) for key, volume in facts.infrastructure]
        amount = (own + sum(line.value for line in beside)).quantize(Decimal(1), ROUND_HALF_UP)
    lines += [
        _line("area", area, above=facts.floor_area, below=facts.basement_area),
        _line("price", price, ilo_percent=tables.ilo_percent, shst=tables.shst),
        _line("work", work, of=facts.work),
        _line("building", own, area=area, price=price, index=index, work=work),
        *beside,
        _line("amount", amount),
    ]
    return Retribution(amount, tuple(lines))


def compute_index(facts: BuildingFacts, tables: Tables) -> Decimal:
    """Return It, the integrated index, rounded up to three decimals."""
    with localcontext(EXACT):
        return _compute_index(facts, tables)[0]


def _compute_index(facts: BuildingFacts, tables: Tables) -> tuple[Decimal, list[Line]]:
    function = _choose_function(facts, tables)
    complexity = _find(tables.complexity, "complexity", facts.complexity)
    permanence = _find(tables.permanence, "permanence", facts.permanence)
    above, below = _find_floors(facts, tables)
    ownership = _find(tables.ownership, "ownership", facts.ownership)
    # Il is a mean weighted by area; its division comes last, so that nothing is rounded before.
    area = (facts.floor_area + facts.basement_area) if facts.basements else Decimal(1)
    weighted = facts.floor_area * above + facts.basement_area * below if facts.basements else above
    usual = COMPLEXITY_WEIGHT * complexity + PERMANENCE_WEIGHT * permanence
    whole = function * ownership * (usual * area + FLOORS_WEIGHT * weighted)
    index = _divide_up(whole, area)
    lines = [
        _line("function", function, of=facts.function, umkm=_is_umkm(facts)),
        _line("complexity", complexity, of=facts.complexity),
        _line("permanence", permanence, of=facts.permanence),
        _line("floors", (weighted / area), floors=facts.floors, basements=facts.basements),
        _line("weights", usual + FLOORS_WEIGHT * weighted / area),
        _line("ownership", ownership, of=facts.ownership),
        _line("index", index),
    ]
    return index, lines


def _divide_up(whole: Decimal, parts: Decimal) -> Decimal:
    """Return whole / parts, rounded up to three decimals, exactly."""
    thousandths, rest = divmod(whole * 1000, parts)
    return (thousandths + (1 if rest else 0)) * THOUSANDTH


def _choose_function(facts: BuildingFacts, tables: Tables) -> Decimal:
    if _is_umkm(facts):
        return tables.umkm
    row = tables.functions.get(facts.function)
    if row is None:
        raise NoIndex("function", facts.function)
    return row.choose(area=facts.floor_area + facts.basement_area, floors=facts.floors)


def _is_umkm(facts: BuildingFacts) -> bool:
    return facts.is_umkm and facts.function == Function.BUSINESS


def _find_floors(facts: BuildingFacts, tables: Tables) -> tuple[Decimal, Decimal]:
    above = _find(tables.floors, "floors", facts.floors)
    if not facts.basements:
        return above, Decimal(0)
    return above, _find(tables.basements, "basements", facts.basements)


def _charge(key: str, volume: Decimal, work: Decimal, tables: Tables) -> Line:
    row = tables.infrastructure.get(key)
    if row is None:
        raise NoIndex("infrastructure", key)
    return _line(
        "infrastructure", volume * row.index * work * row.tariff,
        of=key, volume=volume, unit=row.unit, index=row.index, work=work, tariff=row.tariff,
    )  # fmt: skip


def _find(table: Mapping[Any, Decimal], key: str, value: Any) -> Decimal:
    if value not in table:
        raise NoIndex(key, value)
    return table[value]


def _line(key: str, value: Decimal, **facts: object) -> Line:
    return Line(key, value, {name: str(fact) for name, fact in facts.items()})


def _number(row: Mapping[str, Any], key: str) -> Decimal:
    number = Decimal(str(row[key]))
    if not number.is_finite() or number < 0:
        raise ValueError(f"{key}: {number}")
    return number


def _parse_indexes(table: Mapping[str, Any]) -> dict[str, Decimal]:
    return {key: _number(table, key) for key in table}


def _parse_function(value: Any) -> FunctionIndex:
    if not isinstance(value, Mapping):
        return FunctionIndex(Decimal(str(value)))
    return FunctionIndex(
        index=_number(value, "index"),
        area_below=_number(value, "area_below") if "area_below" in value else None,
        floors_below=int(value["floors_below"]) if "floors_below" in value else None,
        otherwise=_number(value, "otherwise"),
    )


def _parse_infrastructure(row: Mapping[str, Any]) -> Infrastructure:
    return Infrastructure(row["key"], row["unit"], _number(row, "index"), _number(row, "tariff"))
