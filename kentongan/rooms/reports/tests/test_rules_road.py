import pytest

from kentongan.rooms.reports.rules.road import Stop, measure_km, order_by_road

MUNCAR, GENTENG, GIRI = (-8.43, 114.33), (-8.37, 114.15), (-8.20, 114.36)
STOPS = [
    Stop("far", GIRI, urgency=2),
    Stop("near", MUNCAR, urgency=3),
    Stop("between", GENTENG, urgency=1),
]


def keys(stops):
    return [stop.key for stop in stops]


def test_the_next_stop_is_the_nearest_one_left():
    start = (-8.45, 114.33)

    assert keys(order_by_road(STOPS, start=start)) == ["near", "between", "far"]


def test_without_a_beginning_the_road_begins_at_the_most_urgent():
    assert keys(order_by_road(STOPS))[0] == "between"


def test_stops_of_which_nobody_knows_where_come_last():
    lost = [Stop("later", urgency=5), Stop("sooner", urgency=1)]

    assert keys(order_by_road([*lost, *STOPS]))[-2:] == ["sooner", "later"]


def test_every_stop_is_visited_once():
    many = [Stop(str(n), (n % 7 / 10, n % 5 / 10), urgency=n) for n in range(60)]

    assert sorted(keys(order_by_road(many)), key=int) == [str(n) for n in range(60)]


def test_nothing_to_mend_is_an_empty_road():
    assert order_by_road([]) == []


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [((0.0, 0.0), (0.0, 1.0), 111.19), ((-8.0, 114.0), (-8.0, 114.0), 0.0)],
)
def test_distance(one, other, km):
    assert measure_km(one, other) == pytest.approx(km, abs=0.01)
