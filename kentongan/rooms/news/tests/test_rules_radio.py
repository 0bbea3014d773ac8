"""Addresses of radio lead out to the internet or are refused; the programme knows what is on."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kentongan.rooms.news.rules import radio

WIB = ZoneInfo("Asia/Jakarta")
STATION = {
    "slug": "suara-uji", "name": "Radio Uji", "url": "https://siaran.example/langsung.mp3",
    "kind": "icecast", "summary_id": "Radio kabupaten", "summary_en": "The regency's radio",
}  # fmt: skip
NIGHT = {
    "days": ["minggu"],
    "from": "22:00",
    "to": "01:00",
    "title_id": "Malam",
    "title_en": "Night",
}
MORNING = {
    "days": ["senin", "selasa"],
    "from": "06:00",
    "to": "08:00",
    "title_id": "Pagi",
    "title_en": "Morning",
}


def read(**changes: object) -> radio.StationData:
    return radio.read_stations({"stations": [{**STATION, **changes}]})[0]


@pytest.mark.parametrize("url", [
    "https://siaran.example/a.mp3", "https://siaran.example:8443/a?mount=1",
    "https://a.b-c.radio.example/x/y.m3u8",
])  # fmt: skip
def test_a_public_https_address_is_taken(url: str) -> None:
    assert read(url=url).url == url


@pytest.mark.parametrize("url", [
    "", "http://siaran.example/a",
    "ftp://siaran.example/", "//siaran.example/a", "javascript:alert(1)",
    "data:audio/mpeg;base64,AA", "file:///etc/passwd", "https://", "https://localhost/a",
    "https://127.0.0.1/a", "https://[::1]/a", "https://10.0.0.5:8000/a", "https://169.254.169.254/latest",
    "https://2130706433/", "https://0x7f.1/", "https://017700000001/", "https://[::ffff:127.0.0.1]/",
    "https://8.8.8.8/a", "https://router.lan/", "https://db.internal/", "https://printer.local/a",
    "https://intranet/", "https://metadata.google.internal/", "https://user:pass@siaran.example/a",
    "https://siaran.example@127.0.0.1/a", "https://siaran.example:22/a", "https://siaran.example:99999/",
    "https://siaran.example/a; script-src *", "https://siaran.example/a'b", "https://siaran.example/a,b",
    "https://siaran.example/a\nSet-Cookie: x", "https://siaran.example\\@evil.example/", "https://s\u0456aran.example/",
    "https://siaran.example/#x", " https://siaran.example/a", "https://siaran..example/a", "https://-a.example/",
    "https://siaran.example/" + "a" * 300,
])  # fmt: skip
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(radio.WrongRadioData):
        read(url=url)


@pytest.mark.parametrize("changes", [
    {"slug": "Suara Uji"}, {"slug": ""}, {"kind": "rtsp"}, {"name": ""}, {"name": "x" * 200},
    {"media_type": "text/html"}, {"summary_en": ""}, {"homepage": "http://radio.example"},
    {"programme": [{**NIGHT, "days": ["ahad"]}]}, {"programme": [{**NIGHT, "from": "25:00"}]},
    {"programme": [{**NIGHT, "title_en": ""}]}, {"programme": [NIGHT, NIGHT]},
    {"programme": [NIGHT, {**MORNING, "from": "00:30"}]},  # Sunday's night ends on Monday at one
])  # fmt: skip
def test_wrong_data_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(radio.WrongRadioData):
        read(**changes)


def test_no_slug_stands_twice() -> None:
    with pytest.raises(radio.WrongRadioData):
        radio.read_stations({"stations": [STATION, STATION]})


@pytest.mark.parametrize(("now", "shown", "on_air"), [
    (datetime(2026, 11, 23, 0, 30, tzinfo=WIB), ["Malam", "Pagi"], "Malam"),
    (datetime(2026, 11, 23, 1, 0, tzinfo=WIB), ["Pagi"], None),
    (datetime(2026, 11, 23, 6, 0, tzinfo=WIB), ["Pagi"], "Pagi"),
    (datetime(2026, 11, 23, 8, 0, tzinfo=WIB), ["Pagi"], None),
    (datetime(2026, 11, 25, 7, 0, tzinfo=WIB), [], None),
    (datetime(2026, 11, 22, 23, 59, tzinfo=WIB), ["Malam"], "Malam"),
])  # fmt: skip
def test_the_programme_of_the_day(now: datetime, shown: list[str], on_air: str | None) -> None:
    programme = read(programme=[NIGHT, MORNING]).programme

    day = radio.list_day(programme, now=now)
    current = radio.find_now(programme, now=now)

    assert [one.title["id"] for one in day] == shown
    assert (current.title["id"] if current else None) == on_air


def test_the_origin_is_what_a_policy_may_name() -> None:
    assert (
        radio.find_origin("https://siaran.example:8443/a/b.mp3?x=1")
        == "https://siaran.example:8443"
    )
    assert radio.find_origin("https://siaran.example/a") == "https://siaran.example"
