"""What everybody sees of the reports, and what nobody ever does."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.cache import cache

import pytest

from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.queries import map as mapping
from kentongan.rooms.reports.rules.filters import read_filter
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import ELSEWHERE, SUMBERBERAS

SPOT = {"lat": -8.437123456, "lon": 114.332987654}
WHOLE = "?kotak=113,-9,115,-7&dekat=9"
PLACES = (
    "/peta/",
    "/en/peta/",
    "/peta/data.geojson",
    "/peta/data.csv",
    f"/peta/data.geojson{WHOLE}",
)
MARKED = "KATA-YANG-DICARI"


@pytest.fixture
def shown(send: Any, act: Any) -> Any:
    def _show(**facts: Any) -> Report:
        done: Report = act(send(**{**SPOT, **facts}), "Sari", "forward")
        return done

    return _show


def read(client: Any, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode() if answer.streaming else answer.content.decode()


def read_json(client: Any, address: str = "/peta/data.geojson") -> Any:
    return json.loads(read(client, address))


def test_a_checked_report_is_on_the_map_in_the_list_and_in_the_files(
    client: Any, shown: Any
) -> None:
    report = shown()

    for address in PLACES:
        assert report.code in read(client, address), address
    assert report.public_words in read(client, f"/peta/{report.code}/")
    assert report.public_words in read(client, f"/en/peta/{report.code}/")


@pytest.mark.parametrize("who", ["", "Wati", "Sari"])
@pytest.mark.parametrize(
    ("facts", "decisions"),
    [
        ({}, []),  # nobody checked it yet
        ({"secrecy": "secret"}, ["forward"]),
        ({"category": "pungli", "answers": {}}, []),
        ({}, ["withdraw"]),
    ],
)
def test_nobody_finds_what_is_not_public(
    client: Any, send: Any, act: Any, folk: Any, facts: Any, decisions: Any, who: str
) -> None:
    report = send(**{**SPOT, "description": f"{MARKED} parkir", "place_words": MARKED, **facts})
    for decision in decisions:
        if decision == "withdraw":
            act(report, "Sari", "forward")
            Report.objects.filter(pk=report.pk).update(is_public=False, standing="withdrawn")
        else:
            act(report, "Sari", decision)
    if who:
        client.force_login(
            _find_user(folk, who), backend="allauth.account.auth_backends.AuthenticationBackend"
        )

    for address in (*PLACES, "/peta/?setelah=&kotak=113,-9,115,-7"):
        body = read(client, address)
        assert report.code not in body, address
        assert MARKED not in body, address
    assert client.get(f"/peta/{report.code}/").status_code == 404
    assert read_json(client)["features"] == []
    assert mapping.count_reports(read_filter({})) == 0


def _find_user(folk: Any, name: str) -> Any:
    return get_user_model().objects.get(pk=folk.users[name])


def test_nothing_says_who_reported_or_where_exactly(client: Any, shown: Any) -> None:
    report = shown(
        description="Mobil di trotoar, 081234567001, wati@contoh.example",
        place_words="rumah Bu Wati", phone="081234567001", secrecy="open",
    )  # fmt: skip

    for address in (*PLACES, f"/peta/{report.code}/"):
        body = read(client, address)
        for private in (
            "081234567001",
            "wati@contoh",
            "Bu Wati",
            "Wati Contoh",
            "8.437123",
            "332987",
        ):
            assert private not in body, (address, private)


def test_an_anonymous_report_stands_in_the_middle_of_its_cell(client: Any, shown: Any) -> None:
    shown(secrecy="anonymous")

    (file,) = read_json(client)["features"]
    (mark,) = read_json(client, f"/peta/data.geojson{WHOLE}")["features"]

    assert file["geometry"]["coordinates"] == [114.3325, -8.4375]
    assert mark["geometry"]["coordinates"] == [114.3325, -8.4375]
    assert file["properties"]["within_metres"] == 110


def test_a_box_looks_into_whole_cells(client: Any, shown: Any) -> None:
    """Else somebody could move a box until an anonymous report falls out of it."""
    shown(secrecy="anonymous")

    beside = read_json(
        client, "/peta/data.geojson?kotak=114.3321,-8.4379,114.3322,-8.4378&dekat=19"
    )

    assert len(beside["features"]) == 1


def test_reports_at_one_place_become_one_mark(client: Any, shown: Any) -> None:
    for _ in range(3):
        shown()
    shown(lat=-8.1, lon=114.1, village_code=SUMBERBERAS)

    counts = [
        f["properties"]["count"]
        for f in read_json(client, f"/peta/data.geojson{WHOLE}")["features"]
    ]
    far = read_json(client, "/peta/data.geojson?kotak=113,-9,115,-7&dekat=5")["features"]

    assert counts == [3, 1]
    assert [f["properties"]["count"] for f in far] == [4]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("kategori=parkir-trotoar", True),
        ("kategori=banjir", False),
        ("kategori=banjir&kategori=parkir-trotoar", True),
        ("jenis=pengaduan", True),
        ("jenis=aspirasi", False),
        ("keadaan=terbuka", True),
        ("keadaan=ditangani", False),
        ("dari=2026-11-16&sampai=2026-11-16", True),
        ("dari=2026-11-17", False),
        ("sampai=2026-11-15", False),
        (f"wilayah={SUMBERBERAS}", True),
        ("wilayah=35.10.05", True),
        (f"wilayah={ELSEWHERE}", False),
        ("kotak=114.3,-8.5,114.4,-8.4", True),
        ("kotak=114.5,-8.5,114.6,-8.4", False),
        ("kategori='; DROP TABLE report; --&dari=kemarin&kotak=x", True),
    ],
)
def test_filters_hold_for_page_marks_and_files(
    client: Any, shown: Any, query: str, is_found: bool
) -> None:
    report = shown()
    zoomed = query if "kotak=114" in query else f"{query}&kotak=113,-9,115,-7"

    for address in (f"/peta/?{query}", f"/peta/data.csv?{query}", f"/peta/data.geojson?{query}",
                    f"/peta/data.geojson?{zoomed}&dekat=9"):  # fmt: skip
        assert (report.code in read(client, address)) is is_found, address


def test_the_list_goes_on_page_by_page(client: Any, shown: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(mapping, "PAGE", 2)
    monkeypatch.setattr(mapping, "MOST_OF_A_FILE", 3)
    codes = {shown().code for _ in range(5)}

    seen, after = [], ""
    while True:
        page = mapping.list_page(read_filter({"setelah": [after]}))
        seen += [one.code for one in page.reports]
        after = page.after
        if not after:
            break
    first = client.get("/peta/data.geojson")
    body = json.loads(first.getvalue())
    rest = read_json(client, body["next"].partition("127.0.0.1:8000")[2])

    assert len(seen) == 5
    assert set(seen) == codes
    assert len(body["features"]) == 3
    assert 'rel="next"' in first["Link"]
    assert {f["properties"]["code"] for f in body["features"] + rest["features"]} == codes
    assert rest["next"] == ""


def test_no_spreadsheet_runs_what_a_report_says(client: Any, shown: Any) -> None:
    shown(description='=HYPERLINK("http://jahat.example","klik"), "a"\nbaris dua')

    rows = list(csv.DictReader(io.StringIO(read(client, "/peta/data.csv").removeprefix("\ufeff"))))

    assert rows[0]["words"].startswith("'=HYPERLINK")
    assert rows[0]["lat"] == "-8.4371"


def test_files_name_licence_and_type_and_are_kept_for_a_moment(client: Any, shown: Any) -> None:
    shown()

    table = client.get("/peta/data.csv")
    file = client.get("/peta/data.geojson")
    marks = client.get(f"/peta/data.geojson{WHOLE}")

    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert file["Content-Type"] == marks["Content-Type"] == "application/geo+json"
    assert 'rel="license"' in table["Link"]
    assert json.loads(file.getvalue())["licence"] == "CC BY 4.0"
    for answer in (table, file, marks):
        assert answer["Cache-Control"] == "public, max-age=60"


def test_what_somebody_logged_in_gets_is_kept_by_no_proxy(
    client: Any, folk: Any, categories: Any
) -> None:
    client.force_login(
        _find_user(folk, "Wati"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    assert "private" in client.get("/peta/data.csv")["Cache-Control"]


def test_files_speak_the_language_of_their_address(client: Any, shown: Any) -> None:
    shown()

    assert "Parking on the pavement" in read(client, "/en/peta/data.csv")
    assert "Parkir di trotoar" in read(client, "/peta/data.csv")


def test_the_map_asks_the_database_as_often_for_many_as_for_one(
    client: Any, shown: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        shown()
    client.get("/peta/")
    cache.clear()

    for address, most in (("/peta/", 8), (f"/peta/data.geojson{WHOLE}", 3), ("/peta/data.csv", 5)):
        with django_assert_max_num_queries(most):
            read(client, address)


def test_a_mended_report_shows_its_whole_way(client: Any, mended: Report) -> None:
    body = read(client, f"/peta/{mended.code}/")

    assert "Selesai ditangani" in body or "Mended" in body or mended.code in body
    assert (
        reports.get_public_page(mended.code, now=MONDAY + timedelta(days=1)).clock.state == "done"
    )


def test_a_report_without_a_position_is_in_the_list_only(client: Any, shown: Any) -> None:
    report = shown(lat=None, lon=None)

    assert report.code in read(client, "/peta/")
    assert read_json(client)["features"][0]["geometry"] is None
    assert read_json(client, f"/peta/data.geojson{WHOLE}")["features"] == []
    assert report.code in read(client, f"/peta/{report.code}/")
