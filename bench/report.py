"""What a bench gives: figures with their goals, printed as lines and written as JSON."""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FULL_CASES = 1_000_000
QUICK_CASES = 50_000


@dataclass(frozen=True)
class Figure:
    """One measured number; without a goal it only informs."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False  # the goal is the least, else the most

    @property
    def is_met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


@dataclass(frozen=True)
class Scale:
    """How big the benches are: full, or quick for trying them."""

    quick: bool
    cases: int

    def pick(self, full: int, quick: int) -> int:
        return quick if self.quick else full


def at_most(what: str, value: float, unit: str, goal: float) -> Figure:
    """Return a figure that should not be above its goal."""
    return Figure(what, value, unit, goal)


def at_least(what: str, value: float, unit: str, goal: float) -> Figure:
    """Return a figure that should not be below its goal."""
    return Figure(what, value, unit, goal, at_least=True)


def inform(what: str, value: float, unit: str) -> Figure:
    """Return a figure without a goal."""
    return Figure(what, value, unit)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0..1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def say(sentence: str) -> None:
    """Tell what a bench does now, or something about its figures."""
    sys.stdout.write(f"  {sentence}\n")
    sys.stdout.flush()


def show(figure: Figure) -> None:
    """Print one figure as a line."""
    mark = {None: " ", True: "✓", False: "✗"}[figure.is_met]
    line = f"{mark} {figure.what:<66} {_write(figure.value):>11} {figure.unit:<8}"
    if figure.goal is not None:
        line += f" goal {'≥' if figure.at_least else '≤'} {_write(figure.goal)}"
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


def _write(number: float) -> str:
    if number == 0 or number >= 1000 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.3g}" if number < 100 else f"{number:.0f}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every bench understands."""
    parser.add_argument("--quick", action="store_true", help="smaller data, fewer rounds")
    parser.add_argument("--cases", type=int, default=0, help="cases in the five years")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")


def read_scale(chosen: argparse.Namespace) -> Scale:
    """Return how big the bench shall be."""
    cases = chosen.cases or (QUICK_CASES if chosen.quick else FULL_CASES)
    return Scale(quick=chosen.quick, cases=cases)


def run_alone(run: Callable[[Scale], Iterable[Figure]], about: str | None) -> int:
    """Run one bench from the command line; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=about)
    add_arguments(parser)
    chosen = parser.parse_args()
    figures = []
    gc.collect()
    for figure in run(read_scale(chosen)):
        show(figure)
        figures.append(figure)
    if chosen.json:
        written = [{**asdict(figure), "is_met": figure.is_met} for figure in figures]
        chosen.json.write_text(json.dumps(written))
    return int(any(figure.is_met is False for figure in figures))
