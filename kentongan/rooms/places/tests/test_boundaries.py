import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.places import api as places
from kentongan.rooms.places.rules.boundaries import contains, find_code, read_boundaries
from kentongan.rooms.places.rules.wrong import WrongData

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SQUARE = [(114.0, -8.0), (114.2, -8.0), (114.2, -8.2), (114.0, -8.2), (114.0, -8.0)]
HOLE = [(114.05, -8.05), (114.15, -8.05), (114.15, -8.15), (114.05, -8.15), (114.05, -8.05)]
NEXT = [(114.2, -8.0), (114.4, -8.0), (114.4, -8.2), (114.2, -8.2), (114.2, -8.0)]
ELSEWHERE = [(114.6, -8.0), (114.7, -8.0), (114.7, -8.1), (114.6, -8.0)]
FIRST, SECOND = "99.01.01.2001", "99.01.01.2002"
inside = st.tuples(st.floats(114.001, 114.199), st.floats(-8.199, -8.001))
anywhere = st.tuples(st.floats(113.0, 115.0), st.floats(-9.0, -7.0))


def make_feature(code, *rings, kind="Polygon", key="code"):
    coordinates = list(rings) if kind == "Polygon" else [[ring] for ring in rings]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {key: code}, "geometry": geometry}


def make_collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def write(tmp_path: Path, *features) -> Path:
    file = tmp_path / "desa.geojson"
    file.write_text(json.dumps(make_collection(*features)))
    return file


@given(inside)
def test_a_point_inside_a_square_is_inside(point) -> None:
    assert contains([[SQUARE]], point)


@given(anywhere)
def test_a_point_lies_in_a_square_as_its_sides_say(point) -> None:
    x, y = point
    if {x} & {114.0, 114.2} or {y} & {-8.0, -8.2}:
        return

    assert contains([[SQUARE]], point) == (114.0 < x < 114.2 and -8.2 < y < -8.0)


@given(inside)
def test_a_hole_is_not_inside(point) -> None:
    assert contains([[SQUARE, HOLE]], point) != contains([[HOLE]], point)


@given(st.floats(-8.199, -8.001))
def test_a_point_on_the_line_of_two_villages_lies_in_one_of_them(y: float) -> None:
    assert contains([[SQUARE]], (114.2, y)) + contains([[NEXT]], (114.2, y)) == 1


@given(st.lists(anywhere, min_size=3, max_size=9, unique=True), anywhere)
@settings(max_examples=200)
def test_turning_a_ring_round_or_beginning_elsewhere_changes_nothing(points, point) -> None:
    ring = [*points, points[0]]
    turned = [*points[1:], points[0], points[1]]

    assert contains([[ring]], point) == contains([[ring[::-1]]], point)
    assert contains([[ring]], point) == contains([[turned]], point)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("35.10.05.2001", "35.10.05.2001"),
        ("3510052001", "35.10.05.2001"),
        (3510052001, "35.10.05.2001"),
        ("35.10.05", "35.10.05"),
    ],
)
def test_a_code_is_read_with_dots_and_without(value, code) -> None:
    assert find_code({"KDEPUM": value}) == code


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([], "no GeoJSON"),
        ({"type": "FeatureCollection", "features": {}}, "features is no list"),
        (make_collection("nothing"), "feature 1: this is no feature"),
        (make_collection(make_feature("x", SQUARE)), "no Kemendagri code"),
        (make_collection({"properties": {"code": FIRST}}), "it has no geometry"),
        (make_collection(make_feature(FIRST, SQUARE, kind="Point")), "not Polygon"),
        (make_collection(make_feature(FIRST, SQUARE[:-1])), "a ring is not closed"),
        (make_collection(make_feature(FIRST, [p[::-1] for p in SQUARE])), "latitude stands before"),
        (make_collection(make_feature(FIRST, [[1, 50]] * 5)), "not lie in Indonesia"),
        (make_collection(make_feature(FIRST, [[612345.0, 9087654.0]] * 5)), "EPSG:4326"),
        (make_collection(make_feature(FIRST, [["a", "b"]] * 5)), "is no point"),
        (make_collection(make_feature(FIRST, [[114.0, -8.0]] * 5)), "has no extent"),
        (make_collection(make_feature(FIRST, kind="MultiPolygon")), "it has no polygon"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(data, why) -> None:
    with pytest.raises(WrongData, match=why):
        read_boundaries(data)


def test_without_boundaries_no_village_is_guessed(maju: str) -> None:
    assert not places.has_boundaries()
    assert places.find_village(-8.1, 114.1) is None


def test_a_pin_finds_its_village(maju: str, tmp_path: Path) -> None:
    file = write(tmp_path, make_feature(FIRST, SQUARE, HOLE), make_feature(SECOND, NEXT))

    done = places.import_boundaries(file, source="peta uji", by=TERMINAL, now=NOW)

    assert done.imported == [FIRST, SECOND]
    assert places.count_boundaries() == 2
    assert places.find_village(-8.02, 114.02).code == FIRST
    assert places.find_village(-8.02, 114.3).code == SECOND
    assert places.find_village(-8.1, 114.1) is None  # in the hole
    assert places.find_village(-7.0, 114.1) is None


def test_islands_of_a_village_in_two_features_belong_together(maju: str, tmp_path: Path) -> None:
    file = write(tmp_path, make_feature(FIRST, SQUARE), make_feature(FIRST, ELSEWHERE))

    places.import_boundaries(file, source="peta uji", by=TERMINAL, now=NOW)

    assert places.find_village(-8.1, 114.1).code == FIRST
    assert places.find_village(-8.02, 114.65).code == FIRST


def test_importing_again_replaces_the_boundary(maju: str, tmp_path: Path) -> None:
    both = make_feature(FIRST, SQUARE, NEXT, kind="MultiPolygon")
    places.import_boundaries(write(tmp_path, both), source="lama", by=TERMINAL, now=NOW)

    file = write(tmp_path, make_feature(FIRST, SQUARE))
    places.import_boundaries(file, source="baru", by=TERMINAL, now=NOW)

    assert places.find_village(-8.1, 114.1).code == FIRST
    assert places.find_village(-8.1, 114.3) is None


def test_the_command_says_what_was_left_out_and_what_is_missing(maju: str, tmp_path: Path) -> None:
    file = write(tmp_path, make_feature(FIRST, SQUARE), make_feature("51.05.01.2001", NEXT))
    told = StringIO()

    call_command("import_boundaries", str(file), "--source", "peta uji", stdout=told)

    assert "1 regions have their boundary now" in told.getvalue()
    assert "left out, not of this regency: 51.05.01.2001" in told.getvalue()
    assert SECOND in told.getvalue()


def test_a_file_of_another_regency_is_refused_and_changes_nothing(
    maju: str, tmp_path: Path
) -> None:
    places.import_boundaries(
        write(tmp_path, make_feature(FIRST, SQUARE)), source="peta", by=TERMINAL, now=NOW
    )
    file = write(tmp_path, make_feature("51.05.01.2001", NEXT))

    with pytest.raises(CommandError, match="no feature has the code of a region here"):
        call_command("import_boundaries", str(file), "--source", "peta uji")

    assert places.count_boundaries() == 1


def test_what_is_no_json_is_refused(maju: str, tmp_path: Path) -> None:
    file = tmp_path / "desa.shp"
    file.write_bytes(b"\x00\x00\x27\x0a")

    with pytest.raises(places.WrongBoundaries, match="no JSON"):
        places.import_boundaries(file, source="peta uji", by=TERMINAL, now=NOW)
