"""Drawn pictures are judged as a person would judge them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PIL import Image, ImageDraw, ImageFilter

from kentongan.rooms.cameras.rules.picture import is_reference, is_still, judge_picture
from kentongan.rooms.cameras.rules.pulse import Pulse, feel, find_turn, is_counted, plan_look
from kentongan.rooms.cameras.rules.words import Health
from kentongan.rooms.cameras.tests.health.scenes import (
    LARGE,
    add_noise,
    by_night,
    draw_street,
    shine,
    shrink,
    shrink_whole,
)

STREET = draw_street()
REFERENCE = shrink(STREET)
NOON = datetime(2026, 11, 16, 5, tzinfo=UTC)


def cover_half(picture: Image.Image) -> Image.Image:
    covered = picture.copy()
    ImageDraw.Draw(covered).rectangle((0, 0, 400, 360), fill=120)
    return covered


@pytest.mark.parametrize(
    ("picture", "finding"),
    [
        (STREET, Health.LIVE),
        (add_noise(STREET, 1, sigma=8), Health.LIVE),
        (draw_street(cars=4), Health.LIVE),
        (draw_street(cars=0, shift=12), Health.LIVE),  # wind
        (shine(STREET, 0.35), Health.LIVE),  # dusk
        (shine(STREET, 1.4), Health.LIVE),
        (by_night(STREET), Health.LIVE),
        (Image.new("L", LARGE, 16), Health.BLACK),
        (add_noise(Image.new("L", LARGE, 20), 1, sigma=4), Health.BLACK),
        (Image.new("L", LARGE, 130), Health.COVERED),
        (shine(STREET.filter(ImageFilter.GaussianBlur(90)), 0.7), Health.COVERED),
        (add_noise(Image.new("L", LARGE, 60), 1, sigma=6), Health.COVERED),
        (draw_street(shift=130), Health.MOVED),
        (draw_street(shift=-150), Health.MOVED),
        (draw_street(shift=-60, rise=90), Health.MOVED),
        (draw_street(rise=-110), Health.MOVED),
        (STREET.rotate(180), Health.MOVED),
        (STREET.transpose(Image.Transpose.FLIP_LEFT_RIGHT), Health.MOVED),
    ],
)
def test_what_a_picture_says_by_day(picture: Image.Image, finding: Health) -> None:
    assert judge_picture(shrink(picture), reference=REFERENCE) is finding


def test_by_night_only_a_dead_sensor_is_black_and_nothing_is_moved() -> None:
    dark = add_noise(Image.new("L", LARGE, 21), 1, sigma=4)

    def judge(picture: Image.Image) -> Health:
        return judge_picture(shrink(picture), reference=REFERENCE, is_night=True)

    assert judge(dark) is Health.LIVE
    assert judge(by_night(STREET)) is Health.LIVE
    assert judge(draw_street(shift=150)) is Health.LIVE
    assert judge(Image.new("L", LARGE, 16)) is Health.BLACK


def test_without_a_reference_only_black_is_known() -> None:
    assert judge_picture(shrink(Image.new("L", LARGE, 130)), reference=None) is Health.LIVE
    assert not is_reference(shrink(Image.new("L", LARGE, 130)), is_night=False)
    assert is_reference(REFERENCE, is_night=False)
    assert not is_reference(REFERENCE, is_night=True)


@pytest.mark.parametrize("scene", [STREET, by_night(STREET)])
def test_only_the_same_picture_stands_still(scene: Image.Image) -> None:
    frozen = add_noise(scene, 1)
    with_clock = frozen.copy()
    ImageDraw.Draw(with_clock).rectangle((560, 4, 636, 24), fill=250)

    now = shrink_whole(frozen)
    assert is_still(now, now)
    assert is_still(shrink_whole(with_clock), now)  # the recorder's clock runs on
    assert not is_still(shrink_whole(add_noise(scene, 2)), now)  # a quiet street
    assert not is_still(shrink_whole(add_noise(scene, 2, sigma=0.7)), now)
    assert not is_still(now, None)


def test_two_findings_in_a_row_change_a_camera() -> None:
    well = feel(Pulse(Health.UNKNOWN, 0), Health.LIVE)
    doubted = feel(well, Health.DOWN)
    down = feel(doubted, Health.DOWN)
    better = feel(feel(down, Health.DOWN), Health.LIVE)

    assert well == Pulse(Health.LIVE, 0)
    assert doubted == Pulse(Health.LIVE, 1)
    assert feel(doubted, Health.LIVE) == well
    assert down == Pulse(Health.DOWN, 2)
    assert better == Pulse(Health.DOWN, 1)
    assert feel(better, Health.FROZEN) == Pulse(Health.FROZEN, 2)
    assert feel(better, Health.LIVE) == well


def test_each_camera_has_its_turn_and_faults_are_looked_at_sooner() -> None:
    camera = UUID(int=1800)

    def wait(pulse: Pulse, now: datetime = NOON) -> timedelta:
        return plan_look(pulse, camera_id=camera, now=now) - now

    assert wait(Pulse(Health.LIVE, 0)) == timedelta(minutes=30)
    assert wait(Pulse(Health.LIVE, 0), NOON + timedelta(minutes=31)) == timedelta(minutes=59)
    assert find_turn(camera, after=NOON).minute == 30
    assert wait(Pulse(Health.LIVE, 1)) == timedelta(minutes=5)
    assert wait(Pulse(Health.DOWN, 2)) == timedelta(minutes=10)
    assert wait(Pulse(Health.DOWN, 90)) == timedelta(minutes=30)


def test_one_look_counts_in_each_hour() -> None:
    assert is_counted(None, now=NOON)
    assert not is_counted(NOON, now=NOON + timedelta(minutes=59))
    assert is_counted(NOON - timedelta(seconds=1), now=NOON)
