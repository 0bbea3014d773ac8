"""A file of a service is read as strictly as code."""

import tomllib
from copy import deepcopy
from typing import Any

from django.conf import settings

import pytest

from kentongan.rooms.services.rules.pages import find_page, is_reachable, list_pages
from kentongan.rooms.services.rules.plan import WrongData, check_service

FILES = sorted((settings.REGENCY_FOLDER / "services").glob("*.toml"))
SHELVES = ["kependudukan", "keluarga", "usaha", "sosial", "umum"]
SKU = tomllib.loads(
    (settings.REGENCY_FOLDER / "services" / "surat-keterangan-usaha.toml").read_text()
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_service_of_the_regency_can_be_used(file: Any) -> None:
    plan = check_service(tomllib.loads(file.read_text()), categories=SHELVES)

    assert plan.fields


def put(path: str, value: Any) -> Any:
    """Change one place of the data."""

    def change(data: dict[str, Any]) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
        for part in way:
            data = data[part]  # type: ignore[index]
        if value is None:
            del data[last]  # type: ignore[arg-type]
        else:
            data[last] = value  # type: ignore[index]

    return change


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("slug", "Surat Usaha", "slug"),
        ("category", "tidak-ada", "category"),
        ("name/en", "", "name.en"),
        ("summary", None, "summary: is missing"),
        ("promise", {"weeks": 1}, "promise.weeks"),
        ("promise", {"days": 1, "hours": 2}, "promise: exactly one"),
        ("standard/safety", None, "standard.safety: is missing"),
        ("standard/fee/amount", "gratis", "standard.fee.amount"),
        ("colour", "green", "colour: unknown key"),
        ("sections/0/fields/0/type", "texxt", "sections[0].fields[0].type"),
        ("sections/0/fields/0/key", "Business Name", "sections[0].fields[0].key"),
        ("sections/0/fields/0/key", "applicant_nik", "word of the house"),
        ("sections/0/fields/0/key", "ktp", "ktp twice"),
        ("sections/0/fields/0/required", "yes", "sections[0].fields[0].required"),
        ("sections/0/fields/1/choices", [], "sections[0].fields[1].choices"),
        ("sections/0/fields/2/level", "moon", "sections[0].fields[2].level"),
        ("sections/0/fields/4/not_after", "tomorrow", "sections[0].fields[4].not_after"),
        ("sections/0/fields/0/min", 3, "sections[0].fields[0].min"),
        ("requirements/0/kind", "film", "requirements[0].kind"),
        ("route/0/office", "desa", "route[0].office"),
        ("route/0/promise", None, "route[0].promise: is missing"),
        ("signer", "lurah", "signer"),
        ("number_format", "470/{nomor}", "number_format"),
        ("letter_text/rows/0", ["Nama", "{nobody}"], "nobody"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(path: str, value: Any, said: str) -> None:
    data = deepcopy(SKU)
    put(path, value)(data)

    with pytest.raises(WrongData) as refused:
        check_service(data, categories=SHELVES)

    assert said in str(refused.value)


def test_the_form_has_a_page_about_the_applicant_the_sections_the_papers_and_a_last_look() -> None:
    pages = list_pages(check_service(SKU, categories=SHELVES))

    assert [page.key for page in pages] == ["pemohon", "usaha", "berkas", "periksa"]


def test_nobody_comes_to_the_last_look_past_an_open_page() -> None:
    pages = list_pages(check_service(SKU, categories=SHELVES))
    last, papers = find_page(pages, "periksa"), find_page(pages, "berkas")
    assert last
    assert papers

    assert not is_reachable(pages, last, incomplete=["berkas"])
    assert is_reachable(pages, papers, incomplete=["berkas"])
