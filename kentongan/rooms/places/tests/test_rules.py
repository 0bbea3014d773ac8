from datetime import date, time

import pytest

from kentongan.rooms.places.rules import days_off, hours, offices, regions
from kentongan.rooms.places.rules.wrong import WrongData

PROVINCE = {"code": "99", "parent_code": "", "name": "Contoh", "kind": "province"}
REGENCY = {"code": "99.01", "parent_code": "99", "name": "Maju", "kind": "regency"}
HEAD = {"key": "bupati", "kind": "regency", "name": {"id": "Bupati"}}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("35", "province"),
        ("35.10", "regency"),
        ("35.71", "city"),
        ("35.10.05", "district"),
        ("35.10.16.1005", "kelurahan"),
        ("35.10.05.2003", "desa"),
        ("91.03.01.3007", "desa"),
    ],
)
def test_the_code_says_the_kind_of_region(code: str, kind: str) -> None:
    assert regions.find_kind(code) == kind


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("Kabupaten Aceh Selatan", "Aceh Selatan"),
        ("Kota Administrasi Jakarta Pusat", "Jakarta Pusat"),
        ("Kota Baru", "Baru"),
        ("Kotagede", "Kotagede"),
        ('Ra"as', "Ra'as"),
        ("  Lubuk  Pakam ", "Lubuk Pakam"),
    ],
)
def test_a_regency_is_called_by_its_bare_name(given: str, clean: str) -> None:
    assert regions.clean_name(given) == clean


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([PROVINCE, REGENCY, REGENCY], "line 4: the code '99.01' is wrong or there twice"),
        ([{**PROVINCE, "code": "9"}], "the code '9' is wrong"),
        ([{**PROVINCE, "kind": "planet"}], "needs a name and a kind"),
        ([{**PROVINCE, "name": " "}], "needs a name and a kind"),
        ([REGENCY], "its parent '99' is missing"),
        ([PROVINCE, {**REGENCY, "parent_code": ""}], "does not lie in ''"),
    ],
)
def test_wrong_regions_are_refused_with_a_reason(rows: list[dict[str, str]], why: str) -> None:
    with pytest.raises(WrongData, match=why):
        regions.read_regions(rows)


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ("village", ("village", "")),
        ("district", ("district", "")),
        ("regency", ("regency", "")),
        ("office:dinsos", ("office", "dinsos")),
        ("office:desa-35.10.05.2003", ("office", "desa-35.10.05.2003")),
    ],
)
def test_a_rule_names_an_office(rule: str, meant: tuple[str, str]) -> None:
    assert offices.split_office_rule(rule) == meant


@pytest.mark.parametrize("rule", ["", "office", "office:", "village:x", "moon", "office:A B"])
def test_anything_else_is_no_office_rule(rule: str) -> None:
    with pytest.raises(WrongData):
        offices.split_office_rule(rule)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"offices": []}, "one office must have the kind regency, here are 0"),
        ({"offices": [HEAD, {**HEAD, "key": "wali"}]}, "here are 2"),
        ({"offices": [HEAD, {"key": "dinsos", "kind": "agency"}]}, "dinsos: name is missing"),
        ({"offices": [{**HEAD, "key": "Bupati!"}]}, "'Bupati!' of an office is wrong"),
        ({"offices": [{**HEAD, "region": "98"}]}, "its region 98 is missing"),
        (
            {"offices": [HEAD, {**HEAD, "key": "dinsos", "kind": "agency"}]},
            "dinsos: its parent '' is missing",
        ),
        (
            {
                "offices": [
                    HEAD,
                    {**HEAD, "key": "a", "kind": "agency", "parent": "b"},
                    {**HEAD, "key": "b", "kind": "agency", "parent": "a"},
                ]
            },
            "lies under itself",
        ),
    ],
)
def test_wrong_offices_are_refused_with_a_reason(data: dict[str, object], why: str) -> None:
    known = regions.read_regions([PROVINCE, REGENCY])

    with pytest.raises(WrongData, match=why):
        offices.read_offices(data, regions=known, regency_code="99.01")


def test_a_district_without_a_pattern_is_refused() -> None:
    district = {"code": "99.01.01", "parent_code": "99.01", "name": "Teluk", "kind": "district"}
    known = regions.read_regions([PROVINCE, REGENCY, district])

    with pytest.raises(WrongData, match=r"no pattern for a district such as 99\.01\.01"):
        offices.read_offices({"offices": [HEAD]}, regions=known, regency_code="99.01")


def test_a_period_of_hours_ends_the_day_after_its_last() -> None:
    period = {
        "from": date(2026, 2, 18),
        "until": date(2026, 3, 19),
        "days": {"fri": [["08:00", "15:00"]]},
    }

    [spec] = hours.read_hours({"kinds": {"office": {"periods": [period]}}})

    assert spec.intervals == (
        hours.Interval(4, time(8), time(15), date(2026, 2, 18), date(2026, 3, 20)),
    )


@pytest.mark.parametrize(
    "days",
    [
        {"senin": [["07:30", "15:30"]]},
        {"mon": [["15:30", "07:30"]]},
        {"mon": [["07:30", "12:00"], ["11:00", "15:30"]]},
        {"mon": [["07:30", "24:30"]]},
    ],
)
def test_wrong_hours_are_refused(days: dict[str, list[list[str]]]) -> None:
    with pytest.raises(ValueError, match=r"."):
        hours.read_hours({"kinds": {"office": {"days": days}}})


def test_the_file_goes_before_the_library() -> None:
    day = date(2027, 3, 10)
    library = days_off.name_national_holidays(
        {day: "Hari Raya Idul Fitri (perkiraan)"}, {day: "Eid al-Fitr (estimated)"}
    )
    file = days_off.read_days_off(
        {"days": [{"date": day, "kind": "national", "name": {"id": "Idulfitri 1448 H"}}]}
    )

    merged = days_off.merge_days_off(library, file)

    assert [spec.name_id for spec in merged.values()] == ["Idulfitri 1448 H"]


def test_an_estimated_holiday_is_named_without_the_word_and_not_verified() -> None:
    day = date(2027, 3, 10)

    [spec] = days_off.name_national_holidays(
        {day: "Hari Raya Idul Fitri (perkiraan)"}, {day: "Eid al-Fitr (estimated)"}
    )

    assert (spec.name_id, spec.name_en, spec.is_verified) == (
        "Hari Raya Idul Fitri", "Eid al-Fitr", False,
    )  # fmt: skip
