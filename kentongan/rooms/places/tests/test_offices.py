from typing import Any

from django.utils import translation

import pytest

from kentongan.rooms.places import api as places


def test_every_region_gets_its_office_and_stands_under_the_next(maju: str) -> None:
    hall = places.get_office("desa-99.01.01.2001")

    assert hall.parent is not None
    assert hall.parent.parent is not None
    assert (hall.parent.key, hall.parent.parent.key) == ("kec-99.01.01", "bupati")
    assert hall.email == "desa-sumberjaya.teluk@maju.example"
    assert places.get_office(hall.pk) == hall


def test_an_office_speaks_both_languages(maju: str) -> None:
    hall = places.get_office("desa-99.01.02.1001")

    with translation.override("id"):
        indonesian = (hall.name, hall.get_title("head"), hall.get_title("officer"))
    with translation.override("en"):
        english = (hall.name, hall.get_title("head"), hall.get_title("unknown"))

    assert indonesian == ("Kantor Kelurahan Pasar Baru", "Lurah Pasar Baru", "Petugas pelayanan")
    assert english == ("Pasar Baru Urban Village Office", "Urban Village Head of Pasar Baru", "")


def test_the_way_up_from_an_office_is_known_without_asking(
    maju: str, django_assert_num_queries: Any
) -> None:
    hall = places.get_office("desa-99.01.01.2001")

    with django_assert_num_queries(0):
        above = hall.parent
        assert above is not None
        assert above.parent is not None
        way = [hall.region.name, above.region.name, above.parent.region.name]

    assert way == ["Sumberjaya", "Teluk", "Maju"]
    assert places.get_parents()[hall.pk] == hall.parent_id


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("village", "desa-99.01.01.2002"),
        ("district", "kec-99.01.01"),
        ("regency", "bupati"),
        ("office:dinsos", "dinsos"),
    ],
)
def test_a_rule_finds_who_is_responsible(maju: str, rule: str, key: str) -> None:
    assert places.resolve_office(rule, "99.01.01.2002").key == key


@pytest.mark.parametrize(
    ("rule", "place", "refusal"),
    [
        ("village", "99.01.01", places.NoOfficeForPlace),
        ("village", "99.01.01.2999", places.NoOfficeForPlace),
        ("village", "", places.NoOfficeForPlace),
        ("district", "99.01", places.NoOfficeForPlace),
        ("office:moon", "99.01.01.2002", places.NoSuchOffice),
        ("everyone", "99.01.01.2002", places.WrongOfficeRule),
    ],
)
def test_a_rule_that_fits_nobody_is_refused_in_words(
    maju: str, rule: str, place: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        places.resolve_office(rule, place)

    assert (rule.removeprefix("office:") in str(refused.value)) or place in str(refused.value)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("dukcapil", "dispendukcapil"),
        ("pencatatan sipil", "dispendukcapil"),
        ("camat teluk", "kec-99.01.01"),
        ("sosial", "dinsos"),
        ("rumah sakit umum", "rsud"),
    ],
)
def test_an_office_is_found_by_what_people_call_it(maju: str, text: str, key: str) -> None:
    assert places.search_offices(text)[0].key == key


def test_offices_are_listed_by_kind_parent_and_region(maju: str) -> None:
    assert [o.key for o in places.list_offices(kind="agency")][:2] == ["dispendukcapil", "dinsos"]
    assert [o.key for o in places.list_offices(parent="kec-99.01.02")] == ["desa-99.01.02.1001"]
    assert len(places.list_offices(within="99.01.01")) == 3
    assert places.search_offices(" %") == []


def test_an_unknown_office_is_refused(maju: str) -> None:
    with pytest.raises(places.NoSuchOffice):
        places.get_office("moon")
