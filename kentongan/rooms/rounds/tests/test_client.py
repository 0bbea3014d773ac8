"""The calendar in khal, a calendar program of Debian that nobody here wrote."""

import os
import shutil
import subprocess
from datetime import date

import pytest

from kentongan.rooms.rounds.queries.calendars import write_of_unit
from kentongan.rooms.rounds.tests.conftest import MONDAY
from kentongan.rooms.rounds.tests.test_calendars import change

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("khal"), reason="khal is not on this machine"),
]
CONFIG = """[calendars]
[[rounds]]
path = {folder}/calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = rounds
"""


def list_in_khal(content, folder, *, zone):
    """Import the file as a person would, and return what khal then shows of the next weeks."""
    (folder / "calendar").mkdir()
    (folder / "khal.conf").write_text(CONFIG.format(folder=folder, zone=zone))
    (folder / "rounds.ics").write_bytes(content)
    khal = [str(shutil.which("khal")), "--config", str(folder / "khal.conf")]
    own = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    subprocess.run([*khal, "import", "--batch", str(folder / "rounds.ics")], check=True, env=own)
    listed = subprocess.run(
        [*khal, "list", "--format", "{start} {status}|{title}", "--day-format", "",
         "2026-12-16", "30d"], check=True, capture_output=True, text=True, env=own,
    )  # fmt: skip
    lines = listed.stdout.splitlines()
    return [line.partition(" |")[0] for line in lines if "Wongsorejo" in line]


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Jakarta", 0), ("Asia/Jayapura", 2)])
def test_a_calendar_program_shows_right_times_across_a_holiday(wednesday, tmp_path, zone, hours):
    from kentongan.foundation.actors import TERMINAL  # noqa: PLC0415
    from kentongan.rooms.places import api as places  # noqa: PLC0415

    places.declare_day_off(
        date=date(2026, 12, 30), name_id="Libur daerah", name_en="Local day off", decree="SK 1",
        by=TERMINAL, now=MONDAY,
    )  # fmt: skip
    change(wednesday, date(2026, 12, 23), "moved", date(2026, 12, 22), opens=9)
    change(wednesday, date(2027, 1, 6), "cancelled")

    shown = list_in_khal(write_of_unit("sim-keliling", now=MONDAY), tmp_path, zone=zone)

    assert shown == [
        f"2026-12-16 {8 + hours:02}:00 CONFIRMED",
        f"2026-12-22 {9 + hours:02}:00 CONFIRMED",  # moved; 30 December is a day off
        f"2027-01-06 {8 + hours:02}:00 CANCELLED",
        f"2027-01-13 {8 + hours:02}:00 CONFIRMED",
    ]
