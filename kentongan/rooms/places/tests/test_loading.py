import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.foundation.events import listen
from kentongan.rooms.places import api as places
from kentongan.rooms.places.models import DayOff, Region
from kentongan.rooms.places.tests import NATIONAL, TINY

heard: list[object] = []


@listen(places.HoursChanged)
def hear_hours(event: places.HoursChanged) -> None:
    heard.append(event)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the regency that a test may change."""
    return Path(shutil.copytree(TINY, tmp_path / "maju"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def load(folder: Path, now: datetime) -> dict[str, int]:
    return places.load_regency(folder, by=TERMINAL, now=now)


def test_loading_again_changes_nothing(maju: str, now: datetime) -> None:
    lines = chain.get_head().id

    changed = load(TINY, now)

    assert changed == {"regions": 0, "hours": 0, "offices": 0, "days_off": 0}
    assert chain.get_head().id == lines


def test_an_office_that_the_data_no_longer_has_is_closed_not_deleted(
    maju: str, folder: Path, now: datetime
) -> None:
    change(folder / "offices.toml", 'key = "dinsos"', 'key = "dinsos-ppkb"')

    changed = load(folder, now)

    assert changed["offices"] == 2
    assert not places.get_office("dinsos").is_active
    with pytest.raises(places.NoSuchOffice):
        places.resolve_office("office:dinsos", "99.01.01.2001")


def test_a_dissolved_village_leaves_the_forms_but_not_the_old_cases(
    maju: str, folder: Path, now: datetime
) -> None:
    change(folder / "regions.csv", "99.01.01.2002,99.01.01,Tanjung,desa\n", "")

    load(folder, now)

    assert places.get_region("99.01.01.2002").name == "Tanjung"
    assert not places.has_region("99.01.01.2002")
    assert "99.01.01.2002" not in str(places.list_villages())


def test_a_renamed_district_renames_what_is_in_it(maju: str, folder: Path, now: datetime) -> None:
    change(folder / "regions.csv", "Teluk", "Teluk Indah")

    load(folder, now)

    assert str(places.get_region("99.01.01.2001")) == "Sumberjaya, Teluk Indah"
    assert places.get_office("kec-99.01.01").short_name == "Kecamatan Teluk Indah"


def test_other_hours_are_announced_and_change_the_calendar(
    maju: str, folder: Path, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    heard.clear()
    change(folder / "hours.toml", 'fri = [["07:30", "14:30"]]', 'fri = [["07:30", "11:00"]]')

    with django_capture_on_commit_callbacks(execute=True):
        load(folder, now)

    calendar = places.get_calendar(places.get_office("dinsos"))
    assert heard == [places.HoursChanged(hours_kind="office")]
    assert str(calendar.hours_on(date(2026, 11, 20))[0][1]) == "11:00:00"


def test_a_date_that_the_library_corrects_moves(maju: str, now: datetime) -> None:
    DayOff.objects.filter(date=date(2027, 3, 10)).update(date=date(2027, 3, 17))

    changed = places.load_national_holidays(by=TERMINAL, now=now)

    assert changed == {"days_off": 2}
    assert places.get_day_off(date(2027, 3, 17)) is None
    assert places.get_day_off(date(2027, 3, 10)) is not None


def test_the_next_year_brings_its_holidays_and_keeps_the_regencys_own_days(maju: str) -> None:
    places.load_national_holidays(by=TERMINAL, now=datetime(2027, 1, 1, tzinfo=UTC))

    assert places.get_day_off(date(2029, 8, 17)) is not None
    assert places.get_day_off(date(2026, 12, 18)) is not None


@pytest.mark.parametrize(
    ("mistake", "why"),
    [
        (("offices.toml", 'hours = "hospital"', 'hours = "night"'), "there are no hours 'night'"),
        (("offices.toml", "{parent_slug}", "{father}"), "no word 'father'"),
        (("offices.toml", "[titles.head]", "[titles.head"), "line"),
        (("regions.csv", "99.01.02.1001,99.01.02", "99.01.02.1001,99.01.03"), "'99.01.03'"),
        (("regency.toml", "code =", "kode ="), "'code' is missing"),
        (("days_off.toml", 'kind = "local"', 'kind = "festive"'), "2026-12-18 needs a date and a"),
        (("hours.toml", '"14:30"', '"half past two"'), "Invalid isoformat"),
    ],
)
def test_wrong_data_is_refused_with_file_and_reason_and_nothing_is_loaded(
    db: None, folder: Path, now: datetime, mistake: tuple[str, str, str], why: str
) -> None:
    file, old, new = mistake
    change(folder / file, old, new)

    with pytest.raises(places.WrongRegencyData) as refusal:
        load(folder, now)

    assert file in str(refusal.value)
    assert why in str(refusal.value)
    assert not Region.objects.exists()


def test_a_missing_file_is_named(db: None, folder: Path, now: datetime) -> None:
    (folder / "hours.toml").unlink()

    with pytest.raises(places.WrongRegencyData, match=r"hours.toml: the file is missing"):
        load(folder, now)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (
            "99.01",
            ["Contoh", "Maju", "Teluk", "Sumberjaya, Teluk", "Desa Adat Tanjung, Teluk", "Buki'an",
             "Pasar I, II, Buki'an"],
        ),
        ("99.71", ["Contoh", "Ramai", "Ramai Utara", "Pelabuhan, Ramai Utara"]),
    ],
)  # fmt: skip
def test_any_regency_is_loaded_from_the_national_tables(
    db: None, code: str, names: list[str]
) -> None:
    call_command("load_regions", "--from", NATIONAL, "--code", code, verbosity=0)

    assert [str(region) for region in Region.objects.all()] == names


def test_a_folder_for_a_new_regency_is_written(tmp_path: Path) -> None:
    call_command(
        "load_regions", "--from", NATIONAL, "--code", "99.71", "--write", tmp_path / "ramai"
    )

    with (tmp_path / "ramai" / "regions.csv").open() as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["code", "parent_code", "name", "kind"],
        ["99", "", "Contoh", "province"],
        ["99.71", "99", "Ramai", "city"],
        ["99.71.01", "99.71", "Ramai Utara", "district"],
        ["99.71.01.1001", "99.71.01", "Pelabuhan", "kelurahan"],
    ]


@pytest.mark.parametrize(
    ("source", "code", "why"),
    [
        (NATIONAL, "99.02", "there is no regency or city 99.02"),
        (NATIONAL, "9902", "is no code of a regency"),
        (TINY, "99.01", "provinces.csv"),
    ],
)
def test_the_terminal_is_told_what_is_wrong(db: None, source: Path, code: str, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("load_regions", "--from", source, "--code", code)


def test_a_day_off_is_declared_and_revoked_at_the_terminal(
    maju: str, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date(2026, 12, 24)

    call_command("declare_day_off", "2026-12-24", "Cuti bersama", "--kind", "collective")
    was_off = places.get_day_off(day)
    call_command("revoke_day_off", "2026-12-24")

    assert was_off is not None
    assert places.get_day_off(day) is None


@pytest.mark.parametrize(
    "command",
    [
        ("declare_day_off", "2026-12-25", "Natal"),
        ("revoke_day_off", "2026-12-24"),
        ("revoke_day_off", "24/12/2026"),
    ],
)
def test_the_terminal_is_told_why_a_day_cannot_change(maju: str, command: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command(*command)
