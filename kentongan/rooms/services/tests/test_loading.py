"""A regency's services are loaded once, and again only when their data changed."""

import re
import shutil
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.cases import api as cases
from kentongan.rooms.services import api as services
from kentongan.rooms.services.tests.conftest import APPLICANT, LINES_OF_THE_GUIDE, MONDAY, SKU
from tests.people import SUMBERBERAS, People


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the regency that a test may change."""
    copy = tmp_path / "regency"
    shutil.copytree(settings.REGENCY_FOLDER, copy)
    return copy


def load(folder: Path, **later: int) -> dict[str, int]:
    return services.load_services(folder, by=TERMINAL, now=MONDAY + timedelta(**later))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_all_services_of_the_regency_are_published(catalogue: None) -> None:
    found = services.list_services()

    assert len(found) == len(list((settings.REGENCY_FOLDER / "services").glob("*.toml")))
    assert len(found) >= 15


def test_loading_again_changes_nothing(catalogue: None) -> None:
    assert load(settings.REGENCY_FOLDER) == {"categories": 0, "services": 0}


def test_a_changed_service_is_a_new_version_and_running_cases_keep_theirs(
    apply: Callable[..., Any], folder: Path
) -> None:
    case = apply()
    change(folder / "services" / f"{SKU}.toml", "[promise]\ndays = 1", "[promise]\ndays = 2")

    assert load(folder, hours=1)["services"] == 1

    assert cases.get_case(case.pk).case_type.plan.promise.days == 1
    assert services.get_service(SKU).definition["promise"] == {"days": 2}


def test_a_service_whose_file_is_gone_cannot_be_asked_for(catalogue: None, folder: Path) -> None:
    (folder / "services" / f"{SKU}.toml").unlink()

    load(folder)

    with pytest.raises(services.NoSuchService):
        services.get_service(SKU)
    assert services.search_services("sku") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('office = "district"', 'office = "office:dinas-bulan"', "dinas-bulan"),
        ('type = "choice"', 'type = "chioce"', "sections[0].fields[1].type"),
        ('slug = "surat-keterangan-usaha"', 'slug = "sku"', "name of the file"),
        ("[promise]\ndays = 1", "[promise]\ndays = = 1", "surat-keterangan-usaha.toml"),
    ],
)
def test_a_wrong_file_is_named_and_nothing_is_loaded(
    catalogue: None, folder: Path, old: str, new: str, said: str
) -> None:
    change(folder / "services" / f"{SKU}.toml", old, new)
    change(folder / "services" / "izin-keramaian.toml", "[promise]\ndays", "[promise]\nhours")

    with pytest.raises(services.WrongServiceData) as refused:
        load(folder)

    assert "surat-keterangan-usaha.toml" in str(refused.value)
    assert said in str(refused.value)
    assert "days" in services.get_service("izin-keramaian").definition["promise"]


def test_the_terminal_loads_places_and_services(
    regency: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_regency")

    assert " services, " in capsys.readouterr().out


def test_a_new_service_is_one_file_and_nothing_else(
    folk: People, folder: Path, papers: Callable[..., dict[str, UUID]]
) -> None:
    """The guide docs/how-to/add-a-service.md, followed to the letter."""
    example = re.findall(
        r"```toml\n(.*?)```", LINES_OF_THE_GUIDE.read_text(encoding="utf-8"), re.DOTALL
    )[0]
    slug = tomllib.loads(example)["slug"]
    (folder / "services" / f"{slug}.toml").write_text(example)
    load(folder)

    case = services.submit_application(
        slug=slug, applicant=APPLICANT, answers={"boat_kind": "tempel", "since": "2001-05-01"},
        files=papers("ktp"), by=folk.actor("Wati"), now=MONDAY,
    )  # fmt: skip

    kept = cases.get_visible_case(case.code, by=folk.actor("Sari"))
    assert kept.case_type.name_id == "Surat keterangan nelayan"
    assert ("Perahu", "Motor tempel") in services.show_answers(kept, "id")
    assert services.search_services("nelayan")[0].slug == slug
    assert [step.office.key for step in kept.steps.all()] == [f"desa-{SUMBERBERAS}"]
