from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DayOffDeclared:
    """A date became a day off: every running deadline that crosses it moves."""

    date: date


@dataclass(frozen=True)
class DayOffRevoked:
    """A date is an ordinary day again."""

    date: date


@dataclass(frozen=True)
class HoursChanged:
    """Offices with these hours open or close at other times than before."""

    hours_kind: str
