"""Does the view see the road? By examples and by properties."""

import itertools
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kentongan.rooms.cameras.rules.drawing import SIZE, draw_view
from kentongan.rooms.cameras.rules.view import (
    FEWEST_METRES,
    METRES_PER_DEGREE,
    Pose,
    Verdict,
    list_cone,
    look_at_roads,
)

LAT, LON = -8.2186, 114.3673


def lay(*points: tuple[float, float]) -> list[list[float]]:
    """Lay a road through points given in metres east and north of the camera."""
    across = METRES_PER_DEGREE * math.cos(math.radians(LAT))
    return [[LON + east / across, LAT + north / METRES_PER_DEGREE] for east, north in points]


def pose(bearing: float = 0, field_of_view: float = 90, range_m: float = 30) -> Pose:
    return Pose(LAT, LON, bearing, field_of_view, range_m)


NORTH_ROAD = lay((-200, 10), (200, 10))  # ten metres north, from west to east


@pytest.mark.parametrize(
    ("bearing", "field_of_view", "range_m", "verdict"),
    [
        (0, 90, 30, Verdict.SEES),
        (350, 90, 30, Verdict.SEES),
        (180, 90, 30, Verdict.TURNED),
        (90, 90, 30, Verdict.SEES),  # its left border still holds what runs away to the east
        (135, 60, 30, Verdict.TURNED),
        (0, 90, 9, Verdict.TOO_FAR),
        (180, 90, 9, Verdict.TOO_FAR),
        (0, 10, 30, Verdict.BARELY),  # 1.7 m
        (180, 360, 30, Verdict.SEES),
        (180, 240, 30, Verdict.SEES),
        (180, 180, 30, Verdict.TURNED),
    ],
)
def test_a_camera_sees_the_road_or_not(
    bearing: float, field_of_view: float, range_m: float, verdict: Verdict
) -> None:
    view = look_at_roads(pose(bearing, field_of_view, range_m), [NORTH_ROAD])

    assert view.verdict is verdict
    assert view.sees_road is (verdict is Verdict.SEES)


def test_the_length_seen_is_that_of_trigonometry() -> None:
    view = look_at_roads(pose(0, 60, 100), [NORTH_ROAD])

    assert view.seen_m == pytest.approx(2 * 10 * math.tan(math.radians(30)), rel=1e-6)
    assert view.nearest_m == pytest.approx(10, rel=1e-6)


def test_where_no_road_is_known_nothing_is_claimed() -> None:
    view = look_at_roads(pose(), [])

    assert view.verdict is Verdict.NO_ROAD
    assert view.sees_road is None


@pytest.mark.parametrize(("bearing", "turn"), [(180, -180), (90, -90), (270, 90), (10, -10)])
def test_it_says_how_far_to_turn(bearing: float, turn: int) -> None:
    assert look_at_roads(pose(bearing), [NORTH_ROAD]).turn == turn


def test_a_point_twice_is_no_road() -> None:
    view = look_at_roads(pose(), [lay((0, 5), (0, 5))])

    assert view.verdict is Verdict.TURNED
    assert view.seen_m == 0


angles = st.floats(0, 359.9)
metres = st.floats(-300, 300)
spots = st.tuples(metres, metres)
openings = st.floats(1, 360)


@settings(max_examples=60, deadline=None)
@given(angles, openings, st.floats(5, 200), st.lists(spots, min_size=2, max_size=5))
def test_seeing_agrees_with_looking_at_every_point(
    bearing: float, opening: float, reach: float, points: list[tuple[float, float]]
) -> None:
    view = look_at_roads(pose(bearing, opening, reach), [lay(*points)])
    step, total = 0.5, 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        length = math.dist((ax, ay), (bx, by))
        count = max(1, int(length / step))
        for number in range(count):
            part = (number + 0.5) / count
            x, y = ax + (bx - ax) * part, ay + (by - ay) * part
            off = (math.degrees(math.atan2(x, y)) - bearing + 180) % 360 - 180
            if math.hypot(x, y) <= reach and abs(off) <= opening / 2:
                total += length / count

    assert view.seen_m == pytest.approx(total, abs=4 * step * len(points))


@settings(max_examples=60, deadline=None)
@given(angles, openings, st.floats(5, 200), st.floats(1, 150), st.floats(0, 359))
def test_turning_everything_changes_nothing(
    bearing: float, opening: float, reach: float, distance: float, turn: float
) -> None:
    def turned(x: float, y: float) -> tuple[float, float]:
        angle = math.radians(turn)
        return (
            x * math.cos(angle) + y * math.sin(angle),
            y * math.cos(angle) - x * math.sin(angle),
        )

    ends = ((-80.0, distance), (120.0, distance))
    plain = look_at_roads(pose(bearing, opening, reach), [lay(*ends)])
    other = look_at_roads(
        pose((bearing + turn) % 360, opening, reach), [lay(*(turned(*end) for end in ends))]
    )

    assert other.seen_m == pytest.approx(plain.seen_m, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(angles, st.floats(5, 200), st.floats(1, 150))
def test_a_wider_view_never_sees_less(bearing: float, reach: float, distance: float) -> None:
    road = [lay((-90, distance), (90, distance))]
    seen = [
        look_at_roads(pose(bearing, opening, reach), road).seen_m
        for opening in (20, 60, 120, 180, 181, 270, 359, 360)
    ]

    assert all(more >= less - 1e-6 for less, more in itertools.pairwise(seen))


@settings(max_examples=60, deadline=None)
@given(angles, st.floats(30, 179), st.floats(20, 200), st.floats(1, 15), angles)
def test_who_turns_as_told_sees_the_road(
    bearing: float, opening: float, reach: float, distance: float, where: float
) -> None:
    x, y = distance * math.sin(math.radians(where)), distance * math.cos(math.radians(where))
    along = (math.cos(math.radians(where)), -math.sin(math.radians(where)))
    road = lay((x - along[0] * 500, y - along[1] * 500), (x + along[0] * 500, y + along[1] * 500))
    told = look_at_roads(pose(bearing, opening, reach), [road])

    after = look_at_roads(pose((bearing + told.turn) % 360, opening, reach), [road])

    assume(2 * distance * math.tan(math.radians(opening / 2 - 1)) > FEWEST_METRES)
    assert after.verdict is Verdict.SEES


def test_the_picture_shows_the_way_to_the_road_when_it_is_missed() -> None:
    missed = draw_view(look_at_roads(pose(180), [NORTH_ROAD]))
    seen = draw_view(look_at_roads(pose(0), [NORTH_ROAD]))

    assert missed.nearest is not None
    assert missed.nearest[1] < SIZE / 2  # the road lies above, where north is
    assert missed.is_right is False
    assert not missed.seen
    assert seen.nearest is None
    assert seen.seen
    assert seen.is_right
    assert len(seen.cone.split()) > 10


def test_a_view_all_around_has_no_corner_at_the_camera() -> None:
    assert (0.0, 0.0) not in list_cone(pose(0, 360))
    assert list_cone(pose(0, 90))[0] == (0.0, 0.0)
