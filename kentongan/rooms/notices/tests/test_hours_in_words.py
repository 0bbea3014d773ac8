"""Hours that come again are said once, in local time; others are listed."""

from django.utils.translation import override

import pytest

from kentongan.foundation import notam
from kentongan.rooms.notices.queries.wording import say_hours

TEXT = """(B0301/26 NOTAMN
Q) WAAF/QMRLC/IV/NBO/A/000/999/0818S11420E005
A) WADY B) 2611020000 C) 2611300000 D) {hours}
E) RWY CLSD)"""
SAID = [
    ("DAILY 1500-2100", "every day 22:00–04:00 WIB (DAILY 1500-2100 UTC)"),
    ("0100-0300 0500-0700", "every day 08:00–10:00 WIB; every day 12:00–14:00 WIB (0100-0300"),
    ("EVERY FRI 1700/2200", "every Saturday 00:00–05:00 WIB (EVERY"),  # past midnight here
    ("MON-FRI 0000-0800", "every Monday–Friday 07:00–15:00 WIB (MON"),
    ("SAT SUN 1000-1700", "every Saturday, Sunday 17:00–24:00 WIB (SAT"),
    ("SUN 1000-1800", "every Sunday 17:00–01:00 WIB of the day after (SUN"),
    ("MON 0100-0200, WED 0300-0400", "every Monday 08:00–09:00 WIB; every Wednesday 10:00–11:00"),
]


@pytest.mark.parametrize(("hours", "words"), SAID, ids=[hours for hours, _ in SAID])
def test_hours_that_come_again_are_said_once(hours, words):
    with override("en"):
        assert say_hours(notam.parse(TEXT.format(hours=hours))).startswith(words)


def test_the_same_in_indonesian():
    with override("id"):
        said = say_hours(notam.parse(TEXT.format(hours="SUN 1000-1800")))

    assert said == "setiap Minggu 17.00–01.00 WIB hari berikutnya (SUN 1000-1800 UTC)"


@pytest.mark.parametrize(
    "hours",
    ["03 05 09 0100-0200", "DAILY 0100-0200 EXC SUN", "HJ", "SAT SUN H24", "03 2200-09 0400"],
)
def test_others_are_listed(hours):
    with override("en"):
        said = say_hours(notam.parse(TEXT.format(hours=hours)))

    assert "every" not in said
    assert "November 2026" in said


def test_where_clocks_change_every_time_is_listed(settings):
    settings.TIME_ZONE = "Europe/Amsterdam"  # a year from November to November looks the same

    with override("en"):
        said = say_hours(notam.parse(TEXT.format(hours="DAILY 1500-2100")))

    assert "every" not in said
