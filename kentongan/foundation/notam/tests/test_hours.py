"""Hours in D): a field that is closed at night only is not shown closed by day."""

from datetime import UTC, datetime

import pytest

from kentongan.foundation.notam import NotamError, parse

TEXT = """(B0301/26 NOTAMN
Q) WAAF/QFALC/IV/NBO/A/000/999/0818S11420E005
A) WADY B) {begins} C) {ends} D) {hours}
E) AD CLSD)"""
# hours, then moments (day of March 2026 and time, UTC) when it holds, and when it does not
HOURS = [
    ("DAILY 1200-2200", ["02 1200", "03 2159"], ["02 1159", "02 2200", "03 0500"]),
    ("2200-0300", ["02 2200", "03 0000", "03 0259"], ["03 0300", "03 1200"]),
    ("0000-0200 0400-0600", ["03 0100", "03 0500"], ["03 0300", "03 0600"]),
    ("MON-FRI 0000-0800", ["02 0000", "06 0759"], ["07 0100", "08 0100", "02 0800"]),
    ("SAT SUN H24", ["07 0000", "08 2359"], ["06 2359", "09 0000"]),
    ("03 05 0100-0300", ["03 0100", "05 0259"], ["04 0100", "05 0300"]),
    ("MAR 03-05 0100-0300", ["03 0100", "04 0200", "05 0200"], ["06 0100", "02 0100"]),
    ("03 2200-05 0400", ["03 2200", "04 1200", "05 0359"], ["03 2159", "05 0400"]),
    ("FRI 2200-SUN 0600", ["06 2200", "07 1200", "08 0559"], ["06 2100", "08 0600"]),
    ("DAILY 0100-0300 EXC SAT SUN", ["06 0200"], ["07 0200", "08 0200"]),
    ("DAILY 2200-0300 EXC 04", ["03 2300", "04 0200", "05 2300"], ["04 2300", "05 0200"]),
    ("HJ", ["03 0000", "03 1000"], ["03 1200", "03 2100"]),  # sunrise 22.29, sunset 10.42 UTC
    ("SS-SR", ["03 1200", "03 2200"], ["03 0100", "03 0900", "03 2300"]),
    ("SR MINUS30-SS PLUS30", ["03 1100", "03 2205"], ["03 1130", "03 2150"]),
    ("MON 0100-0200, WED-THU 0300-0400", ["02 0130", "04 0330"], ["03 0330", "02 0330"]),
    ("03-14 DAILY 0100-0300, 15 0500-0600", ["03 0200", "14 0200", "15 0530"], ["15 0200"]),
    ("04 DAILY 0100-0200 0400-0500", ["04 0130", "04 0430"], ["04 0300", "05 0130"]),
    ("EVERY FRI 0300-1700", ["06 0300", "13 1659"], ["05 0400", "06 1700"]),
    ("EV FRI AND SAT 0600-1200", ["06 0700", "07 0700"], ["05 0700", "08 0700"]),
    ("0200-1200 DAILY", ["02 0200", "09 1159"], ["02 0100", "02 1200"]),
    ("0200-1200 DAILY EXC SUN", ["02 0200"], ["08 0300"]),
    ("1030/1430", ["02 1030", "03 1429"], ["02 1029", "02 1430"]),
    ("DLY BTN 1700 / 0230", ["02 1700", "03 0229"], ["02 1659", "03 0230"]),
    ("0100-0300/0500-0700", ["02 0200", "02 0600"], ["02 0400"]),
    ("BTN SR-SS", ["03 0000"], ["03 1200"]),
    ("2200-1000 (NEXT DAY)DLY", ["02 2200", "03 0959"], ["02 1000", "02 2159"]),
    ("06 MAR 0319-0428, 07 MAR 0314-0424", ["06 0319", "07 0320"], ["06 0429", "08 0320"]),
    ("05 MAR - 09 MAR 0215-1030", ["05 0215", "09 1029"], ["04 0300", "10 0300"]),
    (
        "2603061258 TO 2603061754 2603072335 TO 2603080431",
        ["06 1258", "08 0430"],
        ["06 1754", "07 1300"],
    ),
    ("03 2200-14 0400", ["03 2200", "13 1200", "14 0359"], ["14 0400"]),  # eleven days
]


def read(hours, *, begins="2603020000", ends="2603160000"):
    return parse(TEXT.format(begins=begins, ends=ends, hours=hours))


def at(text):
    return datetime(2026, 3, int(text[:2]), int(text[3:5]), int(text[5:]), tzinfo=UTC)


@pytest.mark.parametrize(("hours", "holds", "rests"), HOURS, ids=[row[0] for row in HOURS])
def test_it_holds_at_its_hours_only(hours, holds, rests):
    notam = read(hours)

    assert [moment for moment in holds if not notam.is_active(at(moment))] == []
    assert [moment for moment in rests if notam.is_active(at(moment))] == []


def test_nothing_holds_before_the_beginning_and_after_the_end():
    notam = read("DAILY 0000-0200", begins="2603020100", ends="2603030100")

    found = notam.active_between(at("01 0000"), at("09 0000"))

    assert [(p.starts_at, p.ends_at) for p in found] == [
        (at("02 0100"), at("02 0200")),
        (at("03 0000"), at("03 0100")),
    ]


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ("HOL 0100-0200", "schedule"),
        ("0100-0200 LOCAL", "zone"),
        ("0100-0200 WIB", "zone"),
        ("MON 03 0100-0200", "schedule"),
        ("0100-0200 EXC MON 0500-0600", "schedule"),
        ("DAILY", "schedule"),
        ("MON-FRI", "schedule"),
        ("0100-2500", "schedule"),
        ("0100-0100", "schedule"),
        ("0100", "schedule"),
        ("20 0100-0200", "schedule_dates"),
        ("APR 03 0100-0200", "schedule_dates"),
        ("05 0300-04 0100", "schedule"),
        ("WHEN TWR OPEN", "schedule"),
        ("EVERY OTHER FRI 0100-0200", "schedule"),
        ("DAILY 03-05 0100-0200", "schedule"),
        ("03 0100-0200, 0400-0500 DAILY", "schedule"),
        ("MON 0100-0200, WED 0300-0400 DAILY", "schedule"),
        ("0100/0300/0500/0700", "schedule"),
        ("2200-2300 (NEXT DAY)", "schedule"),
        ("06 07 MAR 0100-0200 08 0300-0400", "schedule"),
        ("2603061258 TO 2603061254", "schedule_dates"),
        ("2602271258 TO 2602271300", "schedule_dates"),
        ("2603061258-", "schedule"),
    ],
)
def test_what_is_not_sure_is_refused(hours, reason):
    with pytest.raises(NotamError) as refused:
        read(hours)

    assert refused.value.reason == reason


def test_hours_that_never_come_are_refused():
    with pytest.raises(NotamError) as refused:
        read("SAT 0100-0200", begins="2603020000", ends="2603040000")

    assert refused.value.reason == "schedule_empty"


def test_the_sun_needs_a_place():
    text = TEXT.format(begins="2603020000", ends="2603160000", hours="HJ")

    with pytest.raises(NotamError) as refused:
        parse(text.replace("/0818S11420E005", ""))

    assert refused.value.reason == "sun"
