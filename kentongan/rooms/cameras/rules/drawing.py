"""The picture of a camera, its view and the road: numbers for an SVG, north above."""

from dataclasses import dataclass

from kentongan.rooms.cameras.rules.view import Line, Point, View, list_cone

SIZE = 320
MARGIN = 24
FEWEST_METRES = 25.0
LONGEST_ROAD = 3.0  # of the picture's side: roads go on beyond its border, but not for ever
NICE = (5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Drawing:
    """Points as SVG writes them ("x,y x,y"), in a square of `size`."""

    size: int
    cone: str
    roads: tuple[str, ...]
    seen: tuple[str, ...]
    camera: tuple[float, float]
    nearest: tuple[float, float] | None  # end of the dashed line to the road, when not seen
    is_right: bool | None
    scale_m: int  # how many metres the little bar is
    scale_end: float


def draw_view(view: View) -> Drawing:
    """Return the picture of what a camera sees, or of why it does not see the road."""
    span = _find_span(view)
    scale = (SIZE / 2 - MARGIN) / span

    def place(point: Point) -> tuple[float, float]:
        return (round(SIZE / 2 + point[0] * scale, 1), round(SIZE / 2 - point[1] * scale, 1))

    def write(line: Line) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in map(place, line))

    bar = max((one for one in NICE if one * scale <= SIZE / 3), default=NICE[0])
    wide = SIZE * LONGEST_ROAD / scale
    near = [line for line in view.roads if any(max(map(abs, point)) < wide for point in line)]
    misses = view.sees_road is False and view.nearest is not None
    return Drawing(
        size=SIZE,
        cone=write(list_cone(view.pose)),
        roads=tuple(write(line) for line in near),
        seen=tuple(write(line) for line in view.seen),
        camera=place((0.0, 0.0)),
        nearest=place(view.nearest) if misses and view.nearest else None,
        is_right=view.sees_road,
        scale_m=bar,
        scale_end=round(MARGIN + bar * scale, 1),
    )


def _find_span(view: View) -> float:
    """Return metres from the middle to the border: the view, and the road if it is near."""
    span = max(view.pose.range_m, FEWEST_METRES)
    if view.nearest_m is not None and view.nearest_m < span * 3:
        span = max(span, view.nearest_m)
    return span
