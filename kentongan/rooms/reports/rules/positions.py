"""
Which position of a report everybody may know.

An open report stands where its pin stands, rounded to 11 m. Who reports anonymously often stands at
their own door: their report is shown in the middle of its cell of about 110 m, on the map, in
downloads, on its page and when likeness is measured for the public, so that nobody can ask for the
place by trying positions around it.
"""

from dataclasses import dataclass

from kentongan.rooms.reports.rules.words import CELLS_A_DEGREE, Secrecy, find_cell

DIGITS = 4
OPEN_METRES, HIDDEN_METRES = 11, 110


@dataclass(frozen=True)
class Position:
    """Degrees of WGS 84, and within how many metres they are meant."""

    lat: float
    lon: float
    metres: int


def show_position(lat: float | None, lon: float | None, *, secrecy: str) -> Position | None:
    """Return the position that everybody may know, None where there is none."""
    if lat is None or lon is None or secrecy == Secrecy.SECRET:
        return None
    if secrecy == Secrecy.OPEN:
        return Position(round(lat, DIGITS), round(lon, DIGITS), OPEN_METRES)
    return Position(find_middle(lat), find_middle(lon), HIDDEN_METRES)


def find_middle(degrees: float) -> float:
    """Return the middle of the cell that a latitude or longitude lies in."""
    return round((find_cell(degrees) + 0.5) / CELLS_A_DEGREE, DIGITS)
