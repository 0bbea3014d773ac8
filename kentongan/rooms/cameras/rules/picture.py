"""
What a small grey picture says of a camera: black, covered, moved, or standing still.

Pictures are 32 × 18 grey values. They are compared by their edges, and those in logarithms: so
that dusk, clouds and street lamps, which darken or brighten all of it, change little.
"""

import math
from collections.abc import Sequence
from operator import mul
from statistics import fmean

from kentongan.rooms.cameras.rules.words import Health

WIDTH, HEIGHT = 32, 18
SIZE = WIDTH * HEIGHT
BLACK, NIGHT_BLACK = 34, 18  # grey of the brightest parts; video's black is 16, sensors add noise
BRIGHTEST = 0.98  # a lamp or a clock in the corner makes no picture
OFFSET = 12  # under it differences are noise
SIGHT_EDGES = 0.03  # mean edges of a reference that shows anything
STRONG_SHARE = 0.3  # the strongest edges of the reference: kerbs, walls, poles
FLAT, KEPT, NEAR = 0.4, 0.35, 0.4
LIGHT_LIKE = 2.2  # so many times brighter or darker is another light
SIDEWAYS, UPWARDS = 9, 5  # cells that a picture is shifted to find where it fits
TURNED_SIDEWAYS, TURNED_UPWARDS = 3, 2
FITS, FITS_BETTER, UNLIKE = 0.5, 0.2, 0.15
SURE = 0.8  # here it fits: no other place is tried
SAME_POINTS, SAME_CELLS = 0.9, 0.97

Edges = list[float]


def judge_picture(now: bytes, *, reference: bytes | None, is_night: bool = False) -> Health:
    """Return LIVE, BLACK, COVERED or MOVED; the last two only against a reference by day."""
    if _is_black(now, is_night=is_night):
        return Health.BLACK
    if reference is None or len(reference) != SIZE or is_night:
        return Health.LIVE
    known, seen = _find_edges(reference), _find_edges(now)
    if fmean(known) >= SIGHT_EDGES:
        if _is_covered(known, seen):
            return Health.COVERED
        if not _is_other_light(reference, now) and _is_moved(known, seen):
            return Health.MOVED
    return Health.LIVE


def is_still(now: bytes, before: bytes | None) -> bool:
    """
    Tell whether two pictures are the same but for the codec: means of cells, then single points.

    Points carry the noise of a sensor, which no two pictures of a living camera share, not even in
    a quiet night; a clock drawn into the picture changes too few of them.
    """
    if before is None or len(now) != 2 * SIZE or len(before) != len(now):
        return False
    differences = [abs(a - b) for a, b in zip(now, before, strict=True)]
    cells = sum(one <= 1 for one in differences[:SIZE]) / SIZE
    points = sum(one == 0 for one in differences[SIZE:]) / SIZE
    return cells >= SAME_CELLS and points >= SAME_POINTS


def is_reference(now: bytes, *, is_night: bool) -> bool:
    """Tell whether a picture is worth comparing later ones with: by day, and with something in."""
    return not is_night and fmean(_find_edges(now)) >= SIGHT_EDGES


def _is_black(picture: bytes, *, is_night: bool) -> bool:
    brightest = sorted(picture)[int(BRIGHTEST * (len(picture) - 1))]
    return brightest <= (NIGHT_BLACK if is_night else BLACK)


def _find_edges(picture: bytes) -> Edges:
    """Return how much each cell differs from its right and lower neighbours, in logarithms."""
    bright = [math.log(value + OFFSET) for value in picture]
    edges = [0.0] * SIZE
    for at in range(SIZE):
        here = bright[at]
        right = bright[at + 1] if (at + 1) % WIDTH else here
        below = bright[at + WIDTH] if at + WIDTH < SIZE else here
        edges[at] = abs(here - right) + abs(here - below)
    return edges


def _is_covered(known: Edges, seen: Edges) -> bool:
    """Tell whether the picture became flat and the strong edges of the reference are gone."""
    if fmean(seen) >= FLAT * fmean(known):
        return False
    strong = sorted(range(SIZE), key=known.__getitem__)[-int(STRONG_SHARE * SIZE) :]
    strong = [at for at in strong if known[at] >= SIGHT_EDGES]
    kept = sum(_find_near(seen, at) >= NEAR * known[at] for at in strong)
    return bool(strong) and kept / len(strong) < KEPT


def _find_near(edges: Edges, at: int) -> float:
    row, column = divmod(at, WIDTH)
    return max(
        edges[y * WIDTH + x]
        for y in range(max(row - 1, 0), min(row + 2, HEIGHT))
        for x in range(max(column - 1, 0), min(column + 2, WIDTH))
    )


def _is_other_light(reference: bytes, now: bytes) -> bool:
    before, after = fmean(reference) + 1, fmean(now) + 1
    return max(before, after) / min(before, after) > LIGHT_LIKE


def _is_moved(known: Edges, seen: Edges) -> bool:
    """Tell whether the edges fit better when shifted, or nowhere at all."""
    known, seen = _soften(known), _soften(seen)
    here = max(_correlate(known, seen, x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))
    if here >= SURE:
        return False
    fits = {
        (x, y): _correlate(known, seen, x, y)
        for y in range(-UPWARDS, UPWARDS + 1)
        for x in range(-SIDEWAYS, SIDEWAYS + 1)
    }
    (x, y), best = max(fits.items(), key=lambda one: one[1])
    is_turned = abs(x) >= TURNED_SIDEWAYS or abs(y) >= TURNED_UPWARDS
    if is_turned and best >= FITS and best - here >= FITS_BETTER:
        return True
    return here < UNLIKE


def _soften(edges: Edges) -> Edges:
    """Spread each edge a little: a leaf that moves is no turned camera."""
    across = [
        edges[at] / 2
        + (edges[at - 1] if at % WIDTH else edges[at]) / 4
        + (edges[at + 1] if (at + 1) % WIDTH else edges[at]) / 4
        for at in range(SIZE)
    ]
    return [
        across[at] / 2
        + across[at - WIDTH if at >= WIDTH else at] / 4
        + across[at + WIDTH if at + WIDTH < SIZE else at] / 4
        for at in range(SIZE)
    ]


def _correlate(known: Edges, seen: Edges, x: int, y: int) -> float:
    """Return how alike two maps of edges are where they overlap, one shifted by x and y."""
    left, right = max(0, -x), min(WIDTH, WIDTH - x)
    a: list[float] = []
    b: list[float] = []
    for row in range(max(0, -y), min(HEIGHT, HEIGHT - y)):
        a += known[row * WIDTH + left : row * WIDTH + right]
        start = (row + y) * WIDTH + x
        b += seen[start + left : start + right]
    return _compare(a, b)


def _compare(a: Sequence[float], b: Sequence[float]) -> float:
    size = len(a)
    sum_a, sum_b = math.fsum(a), math.fsum(b)
    mixed = sum(map(mul, a, b)) - sum_a * sum_b / size
    spread_a = sum(map(mul, a, a)) - sum_a * sum_a / size
    spread_b = sum(map(mul, b, b)) - sum_b * sum_b / size
    return mixed / math.sqrt(spread_a * spread_b) if spread_a > 0 and spread_b > 0 else 0.0
