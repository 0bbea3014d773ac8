"""A new category is data only; wrong data is refused with file and place."""

import re
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.people import api as people
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.queries.folders import FILE
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import SUMBERBERAS

HOW_TO = Path("docs/how-to/add-a-report-category.md")


@pytest.fixture
def folder(tmp_path: Path, regency: None) -> Path:
    shutil.copy(settings.REGENCY_FOLDER / FILE, tmp_path / FILE)
    return tmp_path


def _add(folder: Path, text: str) -> None:
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")


def _load(folder: Path) -> dict[str, int]:
    return reports.load_categories(folder, by=TERMINAL, now=MONDAY)


def test_the_category_of_the_guide_can_be_reported(folder: Path) -> None:
    _add(folder, re.findall(r"```toml\n(.*?)```", HOW_TO.read_text(), re.DOTALL)[0])

    _load(folder)
    sent = reports.submit_report(
        category="halte-rusak", description="Bangku patah.", village_code=SUMBERBERAS,
        answers={"part": "bangku"}, by=people.VISITOR, now=MONDAY,
    )  # fmt: skip

    assert sent.report.case.case_type.plan.route[1].office == "office:dishub"


ROW = """[[categories]]
slug = "x"
group = "jalan"
kind = "complaint"
name = {id = "X", en = "X"}
description = {id = "X", en = "X"}
mend = {office = "office:dishub"}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "complaint"', 'kind = "wish"', "x.kind"),
        ('group = "jalan"', 'group = "laut"', "x.group"),
        ('name = {id = "X", en = "X"}', 'name = {id = "X"}', "x.name"),
        ("office:dishub", "office:tidak-ada", "tidak-ada"),
        ("mend = ", "mand = ", "mend is missing"),
        ('slug = "x"', 'slug = "x', "line"),
    ],
)
def test_wrong_data_is_refused_with_its_place(old: str, new: str, said: str, folder: Path) -> None:
    _add(folder, ROW.replace(old, new))

    with pytest.raises(reports.WrongCategoryData) as refused:
        _load(folder)

    assert FILE in str(refused.value)
    assert said in str(refused.value)


def test_a_row_that_is_gone_cannot_be_chosen_any_more(folder: Path) -> None:
    _load(folder)
    text = (folder / FILE).read_text()
    start = text.index("[[categories]]")
    (folder / FILE).write_text(text[:start] + text[text.index("[[categories]]", start + 1) :])

    changed = _load(folder)

    assert changed["report categories"] >= 1


def test_a_changed_promise_is_a_new_version(folder: Path, send: Any) -> None:
    before = send()
    text = (folder / FILE).read_text().replace("promise = {days = 3}", "promise = {days = 4}", 1)
    (folder / FILE).write_text(text)

    _load(folder)

    assert before.case.case_type.version == 1
