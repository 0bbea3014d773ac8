import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.rooms.reports.rules import filters
from kentongan.rooms.reports.rules.patches import WrongPatches, count_rows, read_cells, read_patches
from kentongan.rooms.reports.rules.positions import find_middle, show_position
from kentongan.rooms.reports.rules.tables import FORMULA, write_cell
from kentongan.rooms.reports.rules.words import find_cell

KEY = "0193f2a0-0000-7000-8000-000000000000"


def test_an_open_report_is_shown_to_eleven_metres() -> None:
    shown = show_position(-8.219234567, 114.369187654, secrecy="open")

    assert (shown.lat, shown.lon, shown.metres) == (-8.2192, 114.3692, 11)


@given(st.floats(-11, 6), st.floats(95, 141))
def test_an_anonymous_report_stands_in_the_middle_of_its_cell(lat: float, lon: float) -> None:
    shown = show_position(lat, lon, secrecy="anonymous")
    other = show_position(find_middle(lat), find_middle(lon), secrecy="anonymous")

    assert (find_cell(shown.lat), find_cell(shown.lon)) == (find_cell(lat), find_cell(lon))
    assert (shown.lat, shown.lon) == (other.lat, other.lon)


def test_a_secret_report_has_no_position() -> None:
    assert show_position(-8.2, 114.3, secrecy="secret") is None


def test_a_filter_reads_its_own_address() -> None:
    wanted = filters.read_filter(
        {
            "kategori": ["lampu-jalan", "banjir", "Tidak Ada;--"],
            "jenis": ["pengaduan"],
            "keadaan": ["terbuka"],
            "dari": ["2026-01-01"],
            "sampai": ["2026-11-22"],
            "wilayah": ["35.10.05"],
        }
    )

    assert wanted.categories == ("lampu-jalan", "banjir")
    assert (wanted.since, wanted.until) == (date(2026, 1, 1), date(2026, 11, 22))
    assert wanted.query == (
        "kategori=lampu-jalan&kategori=banjir&jenis=pengaduan&keadaan=terbuka"
        "&dari=2026-01-01&sampai=2026-11-22&wilayah=35.10.05"
    )


NAMES = ["kategori", "jenis", "keadaan", "dari", "sampai", "wilayah", "kotak", "dekat", "setelah"]


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=30))))
def test_whatever_stands_in_an_address_is_read_or_left_out(asked) -> None:
    wanted = filters.read_filter(asked)

    again = filters.read_filter({"kategori": list(wanted.categories), "jenis": [wanted.kind]})
    assert (again.categories, again.kind) == (wanted.categories, wanted.kind)


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "a,b,c,d", "115,-8,114,-7", "nan,nan,nan,nan", "0,-91,1,5", "inf,0,inf,1"]
)
def test_what_is_no_box_is_no_box(text: str) -> None:
    assert filters.read_box(text) is None


@pytest.mark.parametrize(
    ("text", "zoom"), [("12", 12), ("0", 5), ("99", 19), ("-3", None), ("²", None)]
)
def test_a_zoom_stays_between_its_ends(text: str, zoom: int | None) -> None:
    assert filters.read_zoom(text) == zoom


def test_the_key_of_a_page_is_read_as_it_was_written() -> None:
    moment = datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC)

    seconds, key = filters.read_key(filters.write_key(moment, KEY))

    assert datetime.fromtimestamp(seconds, UTC) == moment
    assert key == KEY
    assert filters.read_key("1 OR 1=1") is None


@given(st.text(max_size=60))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not write_cell(text).startswith(FORMULA)


@pytest.mark.parametrize("text", ["=1+1", "+62", "-cmd", "@SUM", "\t=1", " =1", "\r=1"])
def test_what_begins_like_a_formula_is_marked(text: str) -> None:
    assert write_cell(text).startswith("'")


def test_a_number_stays_a_number() -> None:
    assert (write_cell(-8.2), write_cell(3), write_cell(None)) == ("-8.2", "3", "")


def test_patches_are_cut_at_the_edge() -> None:
    sent = json.dumps([{"x": -0.1, "y": 0.9, "w": 0.3, "h": 0.3, "round": True}])

    ((left, top, width, height, is_round),) = read_patches(sent)

    assert (left, top, is_round) == (0.0, 0.9, True)
    assert width == pytest.approx(0.2)
    assert height == pytest.approx(0.1)


@pytest.mark.parametrize(
    "text", ["{", "{}", "[1]", '[{"x":1}]', '[{"x":"a","y":0,"w":1,"h":1}]', "[null]",
             '[{"x":NaN,"y":0,"w":1,"h":1}]', json.dumps([{"x": 0, "y": 0, "w": 1, "h": 1}] * 2001)]
)  # fmt: skip
def test_what_are_no_patches_is_refused(text: str) -> None:
    with pytest.raises(WrongPatches):
        read_patches(text)


def test_a_patch_outside_the_photo_covers_nothing() -> None:
    assert read_patches('[{"x":2,"y":0,"w":1,"h":1}]') == []


def test_cells_of_the_grid_cover_their_part() -> None:
    assert read_cells(["0-0"], rows=8)[0][:2] == (0, 0)
    assert read_cells(["4-5"], rows=count_rows(320, 240))[0][1] == pytest.approx(0.8)
    for wrong in ("8-0", "0-6", "a-b", "-1-0", ""):
        with pytest.raises(WrongPatches):
            read_cells([wrong], rows=count_rows(240, 320))
