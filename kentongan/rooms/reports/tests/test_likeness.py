import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.rooms.reports.rules.likeness import Traits, compare, find_stem, find_stems

LAT, LON = -8.2192, 114.3691
HERE = "Mobil putih parkir di trotoar depan pasar"


def tell(
    words=HERE, *, lat=LAT, lon=LON, place="35.10.05.2001", category="parkir-trotoar", group="jalan"
):
    return Traits(lat, lon, place, category, group, find_stems(words))


def liken(mine, other, *, days=1.0, words=HERE):
    return compare(mine, other, days=days, other_words=words)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("parkir", "parkir"),
        ("memarkir", "parkir"),
        ("diparkir", "parkir"),
        ("parkirnya", "parkir"),
        ("berlubang", "lubang"),
        ("lampunya", "lampu"),
        ("sampah", "sampah"),
        ("got", "got"),
    ],
)
def test_a_word_meets_its_relatives_in_the_stem(word: str, stem: str) -> None:
    assert find_stem(word) == stem


def test_the_same_car_told_twice_is_alike() -> None:
    found = liken(tell("Ada mobil diparkir di trotoar"), tell(lat=LAT + 0.0003))

    assert found.is_alike
    assert found.metres == 30
    assert found.is_same_category
    assert found.shared == ("mobil", "parkir", "trotoar")


@pytest.mark.parametrize(
    ("other", "days"),
    [
        (tell(lat=LAT + 0.0035), 1),  # 390 m away
        (tell("Lampu jalan mati", category="lampu-jalan"), 1),  # same corner, something else
        (tell("Sampah menumpuk", category="sampah", group="kebersihan"), 0),
    ],
)
def test_something_else_is_not_alike(other: Traits, days: float) -> None:
    assert not liken(tell(), other, days=days).is_alike


def test_without_a_position_the_words_have_to_carry_it() -> None:
    mine = tell("lampu jalan mati depan SD", lat=None, lon=None, category="lampu-jalan")
    same = tell("Lampu di depan SD mati sejak Senin", category="lampu-jalan")
    other = tell("Lampu taman pecah", category="lampu-jalan")

    assert liken(mine, same, words="Lampu di depan SD mati sejak Senin").is_alike
    assert not liken(mine, other, words="Lampu taman pecah").score > liken(mine, same).score


def test_a_mistyped_word_still_counts() -> None:
    right, wrong = tell("trotoar rusak"), tell("trotoarr rusak")

    assert liken(right, wrong).score > liken(right, tell("selokan rusak")).score


@given(st.floats(0, 0.004), st.floats(0, 0.004))
def test_nearer_is_never_less_alike(one: float, two: float) -> None:
    near, far = sorted((one, two))

    assert liken(tell(), tell(lat=LAT + near)).score >= liken(tell(), tell(lat=LAT + far)).score


@given(st.floats(0, 400), st.floats(0, 400))
def test_newer_is_never_less_alike(one: float, two: float) -> None:
    new, old = sorted((one, two))

    assert liken(tell(), tell(), days=new).score >= liken(tell(), tell(), days=old).score


@given(st.text(max_size=80), st.text(max_size=80), st.floats(-90, 90), st.floats(-180, 180))
def test_any_words_anywhere_give_a_score_between_nothing_and_all(a, b, lat, lon) -> None:
    found = liken(tell(a), tell(b, lat=lat, lon=lon), words=b)

    assert 0 <= found.score <= 1
