"""What somebody brushed over on a photo, as a form sends it: text in, rectangles out."""

import json
import math
from collections.abc import Iterable
from typing import Any

COLUMNS = 6  # of the grid that stands in for the brush where there is no script
ROWS, ROWS_OF_WIDE = 8, 5  # so that a thumb finds each cell on a phone
MOST_PATCHES = 2_000
LONGEST_TEXT = 200_000

# left, top, width, height as shares of the photo, and whether it is the ellipse in them
PatchFacts = tuple[float, float, float, float, bool]


class WrongPatches(ValueError):
    """What was sent are no patches."""


def read_patches(text: str) -> list[PatchFacts]:
    """
    Read `[{"x", "y", "w", "h", "round"}]`, shares from 0 to 1; parts outside are cut off.

    Raises WrongPatches for anything else, and for more than 2,000.
    """
    if not text.strip():
        return []
    try:
        sent = json.loads(text[: LONGEST_TEXT + 1])
    except ValueError as error:
        raise WrongPatches from error
    if not isinstance(sent, list) or len(sent) > MOST_PATCHES:
        raise WrongPatches
    return [patch for one in sent if (patch := _read(one)) is not None]


def count_rows(width: int | None, height: int | None) -> int:
    """Return how many rows the grid over a photo of this size has."""
    return ROWS_OF_WIDE if width and height and width > height else ROWS


def read_cells(sent: Iterable[str], *, rows: int) -> list[PatchFacts]:
    """Read ticked cells of the grid, written `row-column` from 0; raises WrongPatches."""
    patches = []
    for name in sent:
        row, _, column = name.partition("-")
        if not (row.isdecimal() and column.isdecimal()):
            raise WrongPatches
        y, x = int(row), int(column)
        if y >= rows or x >= COLUMNS:
            raise WrongPatches
        patches.append((x / COLUMNS, y / rows, 1 / COLUMNS, 1 / rows, False))
    return patches


def _read(one: Any) -> PatchFacts | None:
    try:
        x, y, width, height = (float(one[key]) for key in ("x", "y", "w", "h"))
    except (TypeError, ValueError, LookupError) as error:
        raise WrongPatches from error
    if not all(math.isfinite(number) for number in (x, y, width, height)):
        raise WrongPatches
    left, top = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
    right, bottom = min(max(x + width, 0.0), 1.0), min(max(y + height, 0.0), 1.0)
    if right <= left or bottom <= top:
        return None
    return left, top, right - left, bottom - top, bool(one.get("round"))
