"""Masks: polygons whose corners are shares of the picture's width and height."""

from collections.abc import Sequence

Corners = Sequence[Sequence[float]]
FEWEST, MOST = 3, 40
LEAST_AREA = 0.0001  # of the picture


def find_mask_problem(corners: Corners) -> str:
    """Return what is wrong with a mask: few, many, outside, thin; or ""."""
    if len(corners) < FEWEST:
        return "few"
    if len(corners) > MOST:
        return "many"
    if any(len(corner) != 2 or not all(0 <= side <= 1 for side in corner) for corner in corners):  # noqa: PLR2004
        return "outside"
    return "thin" if _area(corners) < LEAST_AREA else ""


def _area(corners: Corners) -> float:
    """Return the area by Gauss' shoelace formula."""
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def read_corners(text: str) -> list[list[float]]:
    """Read "10 20, 40 20, 40 60": per cent from the left and from the top; raises ValueError."""
    pairs = [pair.split() for pair in text.replace(";", ",").split(",") if pair.strip()]
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004
        raise ValueError(text)
    return [[float(x) / 100, float(y) / 100] for x, y in pairs]
