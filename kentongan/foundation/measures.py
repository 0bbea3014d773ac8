"""
Numbers that a room owns and others read by name, and gauges for the machines that watch.

A room registers its measures when it is set up (`apps.py`); nobody computes another room's number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol


class Better(Enum):
    """Which direction is good."""

    HIGHER = "higher"
    LOWER = "lower"


class Compute(Protocol):
    """Computes a measure over [since, until), of one office or of all; None: nothing is known."""

    def __call__(
        self, *, since: datetime, until: datetime, office_key: str | None = None
    ) -> float | None: ...


@dataclass(frozen=True)
class Measure:
    """A number with a name such as `cases.on_time_share` and a unit such as `percent`."""

    name: str
    unit: str
    better: Better
    compute: Compute


@dataclass(frozen=True)
class Gauge:
    """A number of this very moment for /metrics; cheap, at most one query."""

    name: str
    meaning: str
    compute: Callable[[], float]


_measures: dict[str, Measure] = {}
_gauges: dict[str, Gauge] = {}


def register(name: str, unit: str, better: Better, compute: Compute) -> None:
    """Offer a measure under its name; the same name twice is a mistake."""
    if name in _measures:
        raise ValueError(f"measure {name} exists")
    _measures[name] = Measure(name=name, unit=unit, better=better, compute=compute)


def get(name: str) -> Measure:
    """Return the measure of this name; KeyError when no room offers it."""
    return _measures[name]


def list_measures() -> list[Measure]:
    """Return all measures by name."""
    return [_measures[name] for name in sorted(_measures)]


def register_gauge(name: str, meaning: str, compute: Callable[[], float]) -> None:
    """Show a number on /metrics as `kentongan_<name>`."""
    _gauges[name] = Gauge(name=name, meaning=meaning, compute=compute)


def list_gauges() -> list[Gauge]:
    """Return all gauges by name."""
    return [_gauges[name] for name in sorted(_gauges)]
