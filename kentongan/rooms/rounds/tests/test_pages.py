"""What everybody reads of the rounds, and what the data must be."""

from django.test import Client

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.rounds import api as rounds
from kentongan.rooms.rounds.models import MobileUnit, Stop
from kentongan.rooms.rounds.tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
UNIT = """[[units]]
slug = "bus"
name = {id = "Bus", en = "Bus"}
summary = {id = "Bus", en = "Bus"}
office = "polresta"
source = "uji"
[[units.stops]]
slug = "muncar"
name = {id = "Muncar", en = "Muncar"}
region = "35.10.05"
opens = 08:00:00
closes = 12:00:00
rule = "FREQ=WEEKLY;BYDAY=WE"
starts_date = 2026-01-01
"""


def test_the_week_shows_what_comes_where_and_what_to_bring(wednesday):
    week = Client().get("/jadwal/?minggu=2026-W48&kecamatan=35.10.18").content.decode()
    stop = Client().get("/jadwal/sim-keliling/wongsorejo/").content.decode()

    assert week.count("data-coming") == 2  # the licence on Wednesday, e-KTP on the 4th Thursday
    assert "Kantor Camat Wongsorejo" in week
    for words in ("Rp80.000", "Rp75.000", "Rp25.000–Rp40.000", "Fotokopi e-KTP"):
        assert words in stop
    assert 'value="rounds/sim-keliling/wongsorejo"' in stop


def test_every_page_speaks_both_languages(wednesday):
    for path in ("", "sim-keliling/", "sim-keliling/wongsorejo/", "?minggu=x&kecamatan=y"):
        english = Client().get(f"/en/jadwal/{path}")
        assert english.status_code == 200
        assert 'lang="en"' in english.content.decode()[:200]
    unit = Client().get("/en/jadwal/sim-keliling/").content.decode()
    assert "Every Wednesday" in unit
    assert "08:00–12:00" in unit
    assert unit.count(">PP 76/2020") == 1  # once below the fees that stand in it
    assert Client().get("/jadwal/tidak-ada/").status_code == 404
    assert Client().get("/jadwal/sim-keliling/tidak-ada/").status_code == 404


def test_every_district_has_something(loaded):
    assert len({stop.district_code for stop in Stop.objects.all()}) == 25


def test_the_door_tells_the_home_page_and_the_search(wednesday):
    found = rounds.list_week(["35.10.18.2001"], now=MONDAY)

    assert found[0].place == "Kantor Camat Wongsorejo"
    assert found[0].starts_at.isoformat() == "2026-11-25T08:00:00+07:00"
    assert "/jadwal/sim-keliling/wongsorejo/" in [
        one.url for one in rounds.search("sim wongsorejo")
    ]
    assert rounds.search("  ") == rounds.search("zzz") == []


def test_loading_again_changes_nothing_and_what_is_gone_comes_no_more(wednesday, tmp_path):
    (tmp_path / "rounds.toml").write_text(UNIT.replace('"bus"', '"sim-keliling"'))
    first = rounds.load_rounds(tmp_path, by=TERMINAL, now=MONDAY)
    again = rounds.load_rounds(tmp_path, by=TERMINAL, now=MONDAY)

    assert (
        first["mobile services"] == 1 + 4 + 1 + 5
    )  # its unit, stops gone, one changed, other units
    assert again["mobile services"] == 0
    wednesday.refresh_from_db()
    assert (wednesday.is_active, wednesday.sequence) == (False, 1)
    assert MobileUnit.objects.filter(is_active=True).count() == 1


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("FREQ=WEEKLY", "FREQ=HOURLY", "once a day"),
        ('"polresta"', '"none"', "no office"),
        ('"35.10.05"', '"35.10.99"', "no region"),
        ("closes = 12:00:00", "closes = 07:00:00", "before closes"),
        ('source = "uji"', 'sauce = "uji"', "unknown key"),
        ('summary = {id = "Bus", en = "Bus"}', 'summary = {id = "Bus"}', "both languages"),
        ('rule = "', 'teams = 0\nrule = "', "unknown key"),
        ('source = "uji"', 'source = "uji"\nteams = 0', "at least 1"),
        (
            'source = "uji"',
            'source = "uji"\nkinds = [{slug = "SIM A", id = "a", en = "a"}]',
            "short",
        ),
        ("[[units]]", "[[units", "Expected"),
    ],
)
def test_wrong_data_is_refused_with_its_place(regency, tmp_path, old, new, why):
    (tmp_path / "rounds.toml").write_text(UNIT.replace(old, new))

    with pytest.raises(rounds.WrongRoundsData, match=why):
        rounds.load_rounds(tmp_path, by=TERMINAL, now=MONDAY)


def test_what_is_near_is_asked_by_post_and_by_village_without_a_device(wednesday):
    here = Client().post("/en/jadwal/terdekat/", {"lat": "-7.99123", "lon": "114.40456"})
    village = Client().post("/en/jadwal/terdekat/", {"desa": "35.10.18.2001"})

    for answer in (here, village):
        first = answer.content.decode().partition("data-near>")[2][:400]
        assert "wongsorejo" in first
        assert "about 1 km" in first


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("-7.99", ""), ("", "114.4"), ("abc", "114.4"), ("nan", "1"), ("inf", "1"), ("91", "1"),
     ("1", "181"), ("1e400", "1")],
)  # fmt: skip
def test_half_a_position_is_none(wednesday, lat, lon):
    asked = {"lat": lat, "lon": lon}
    refused = Client().post("/en/jadwal/terdekat/", asked)
    by_village = Client().post("/en/jadwal/terdekat/", {**asked, "desa": "35.10.18.2001"})

    assert refused.status_code == 422
    assert "Your device gave no position. Choose your village." in refused.content.decode()
    assert by_village.status_code == 200
    assert "data-near>" in by_village.content.decode()


def test_search_engines_are_told_of_every_unit_and_place(loaded):
    known = Client().get("/sitemap.xml").content.decode()

    assert known.count("<loc>http://testserver/jadwal/sim-keliling/</loc>") == 1
    assert "<loc>http://testserver/en/jadwal/sim-keliling/wongsorejo/</loc>" in known
