"""Flights that a notice concerns, as one types them: a line each, parts parted by semicolons."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 100
LONGEST = {"flight": 12, "route": 80, "time": 20}


@dataclass(frozen=True)
class Flight:
    """One flight: its number, its route, its time as it is planned."""

    flight: str
    route: str = ""
    time: str = ""


class WrongFlights(ValueError):
    """A line cannot be taken; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def read_flights(text: str) -> list[Flight]:
    """Return the flights of `QZ 7628; SUB–BWX; 09.15` lines; raises WrongFlights."""
    found: dict[str, Flight] = {}
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1)]
    for number, line in lines:
        if not line:
            continue
        parts = [" ".join(part.split()) for part in line.split(";")]
        is_long = any(len(p) > most for p, most in zip(parts, LONGEST.values(), strict=False))
        if len(parts) > len(LONGEST) or not parts[0] or is_long or len(found) >= MOST:
            raise WrongFlights(number)
        flight = Flight(*parts)
        found[f"{flight.flight.upper()} {flight.time}"] = flight
    return list(found.values())


def write_flights(flights: Iterable[Flight]) -> str:
    """Return the lines that read_flights reads."""
    return "\n".join(
        "; ".join(p for p in (f.flight, f.route, f.time)).rstrip("; ") for f in flights
    )
