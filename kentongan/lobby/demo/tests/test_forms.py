"""What the residents of the demo type makes sense when it is read in one letter."""

import tomllib
from datetime import UTC, datetime
from random import Random
from types import SimpleNamespace
from typing import Any

from django.conf import settings

import pytest

from kentongan.lobby.demo import forms

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TOLD = tomllib.loads((settings.REGENCY_FOLDER / "demo.toml").read_text())
MAN, WOMAN = "3510051203709101", "3510055203709102"


def make_resident(nik: str = WOMAN, **own: str) -> forms.Resident:
    return forms.Resident(
        "Yuni Santoso", nik, "081000009101", "35.10.05.2001", "Dusun Krajan RT 01 RW 01", own=own
    )


def ask(*questions: tuple[str, tuple[str, ...]]) -> Any:
    """Return a service with these questions: key and, when it is a choice, what it offers."""
    fields = [
        SimpleNamespace(
            key=key,
            type="choice" if offered else "text",
            choices=[SimpleNamespace(value=value) for value in offered],
            max_length=120,
        )
        for key, offered in questions
    ]
    return SimpleNamespace(form=SimpleNamespace(fields=fields))


def list_rows(*keys: str) -> set[tuple[str, ...]]:
    return {
        tuple(text.format(owner="Yuni") for text in row)
        for group in TOLD["together"]
        if group["keys"] == list(keys)
        for row in group["drawn"]
    }


@pytest.mark.parametrize("seed", range(20))
def test_name_and_kind_of_a_business_fit(seed: int) -> None:
    kinds = ("dagang", "kuliner", "tani", "ternak", "ikan", "jasa", "kerajinan", "lain")
    service = ask(("business_name", ()), ("business_kind", kinds))

    typed = forms.invent_answers(service, Random(seed), TOLD, make_resident(), NOW)

    drawn = (typed["business_name"], typed["business_kind"])
    assert drawn in list_rows("business_name", "business_kind")


@pytest.mark.parametrize(
    ("nik", "fitting"), [(MAN, {"jejaka", "duda"}), (WOMAN, {"perawan", "janda"})]
)
def test_who_marries_is_what_the_nik_says(nik: str, fitting: set[str]) -> None:
    service = ask(("sex", ("l", "p")), ("status", ("jejaka", "perawan", "duda", "janda")))

    typed = forms.invent_answers(service, Random(1), TOLD, make_resident(nik), NOW)

    assert typed["sex"] == ("l" if nik == MAN else "p")
    assert typed["status"] in fitting


def test_only_what_the_question_offers_is_drawn() -> None:
    service = ask(("business_name", ()), ("business_kind", ("ternak",)))

    for seed in range(10):
        typed = forms.invent_answers(service, Random(seed), TOLD, make_resident(), NOW)
        assert typed["business_kind"] == "ternak"


def test_what_a_person_always_says_comes_first() -> None:
    service = ask(("business_name", ()), ("business_kind", ("ternak", "jasa")))
    wati = make_resident(business_name="Ternak bebek Sumberayu", business_kind="ternak")

    typed = forms.invent_answers(service, Random(1), TOLD, wati, NOW)

    assert typed == {"business_name": "Ternak bebek Sumberayu", "business_kind": "ternak"}
