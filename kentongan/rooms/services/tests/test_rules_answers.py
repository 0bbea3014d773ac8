"""What people type is understood, or refused with a reason."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.foundation.errors import WrongInput
from kentongan.rooms.services.rules import answers
from kentongan.rooms.services.rules.answers import Knowledge, Person, Place, Secret
from kentongan.rooms.services.rules.plan import Choice, Field, Words

TODAY = date(2026, 11, 20)


def read_nik(text: str) -> str:
    if text != "3510164101900001":
        raise WrongInput("check digits 7 and 8")
    return text


KNOWLEDGE = Knowledge(
    today=TODAY,
    read_nik=read_nik,
    read_phone=lambda text: f"+62{text.lstrip('0')}",
    find_place=lambda code, level: {("35.10.05.2003", "village"): "Sumberberas"}.get((code, level)),
)


def field(kind: str, **facts: Any) -> Field:
    return Field("q", kind, Words("Pertanyaan", "Question"), **facts)


def check(asked: Field, typed: Any) -> Any:
    """The answer, or the code of the problem."""
    checked = answers.check_answers([asked], {"q": typed}, knowledge=KNOWLEDGE)
    if checked.problems:
        return checked.problems["q"].code
    return checked.answers.get("q")


CHOICES = (Choice("a", Words("A", "A")), Choice("b", Words("B", "B")))


@pytest.mark.parametrize(
    ("asked", "typed", "expected"),
    [
        (field("text"), "  Ternak   bebek\u200b ", "Ternak bebek"),
        (field("text", max_length=5), "panjang", "too_long"),
        (field("text", required=True), "   ", "required"),
        (field("text"), "", None),
        (field("longtext"), "a\r\nb", "a\nb"),
        (field("number"), "12", 12),
        (field("number"), 12, 12),
        (field("number"), "1.250", 1250),
        (field("number"), "dua", "not_a_number"),
        (field("number"), "1.2", "not_a_number"),
        (field("number", min=1), "0", "too_small"),
        (field("number", max=20), "21", "too_big"),
        (field("number"), "9" * 30, "not_a_number"),
        (field("number"), "١٢", "not_a_number"),
        (field("money"), "Rp 1.500.000", 1_500_000),
        (field("money"), "Rp1.500.000,00", 1_500_000),
        (field("money"), "1,500,000", 1_500_000),
        (field("money"), "1500000,-", 1_500_000),
        (field("money"), "sejuta", "not_money"),
        (field("date"), "2019-03-01", "2019-03-01"),
        (field("date"), "1/3/2019", "2019-03-01"),
        (field("date"), "01-03-2019", "2019-03-01"),
        (field("date"), "31/2/2019", "not_a_date"),
        (field("date"), "kemarin", "not_a_date"),
        (field("date"), "1019-03-01", "too_old"),
        (field("date", not_after="today"), "2026-11-21", "too_late"),
        (field("date", not_after="today"), "2026-11-20", "2026-11-20"),
        (field("date", not_before="today"), "2026-11-19", "too_early"),
        (field("choice", choices=CHOICES), "a", "a"),
        (field("choice", choices=CHOICES), "c", "not_a_choice"),
        (field("choice", choices=CHOICES, required=True), "", "required_choice"),
        (field("region"), "35.10.05.2003", Place("35.10.05.2003", "Sumberberas")),
        (field("region"), "35.10.05.9999", "no_such_place"),
        (field("yesno"), "ya", True),
        (field("yesno"), False, False),
        (field("yesno"), "no", False),
        (field("yesno"), "mungkin", "not_a_choice"),
        (field("yesno", required=True), None, "required_choice"),
        (field("nik"), "3510164101900001", Secret("nik", "3510164101900001")),
        (field("nik"), "3510160000900001", "wrong_input"),
        (field("phone"), "0812", Secret("phone", "+62812")),
    ],
)
def test_an_answer_is_understood_or_refused_with_a_reason(
    asked: Field, typed: Any, expected: Any
) -> None:
    assert check(asked, typed) == expected


def test_a_person_is_a_name_and_a_nik() -> None:
    typed = {"q__name": "Budi Santoso", "q__nik": "3510164101900001"}

    checked = answers.check_answers([field("person")], typed, knowledge=KNOWLEDGE)

    assert checked.answers == {"q": Person("Budi Santoso", Secret("nik", "3510164101900001"))}


def test_half_a_person_is_told_which_half_is_missing() -> None:
    checked = answers.check_answers([field("person")], {"q__name": "Budi"}, knowledge=KNOWLEDGE)

    assert list(checked.problems) == ["q__nik"]
    assert checked.problems["q__nik"].sentence == "check digits 7 and 8"


def test_nobody_in_a_person_that_may_stay_empty_is_no_answer() -> None:
    checked = answers.check_answers([field("person")], {}, knowledge=KNOWLEDGE)

    assert (checked.answers, checked.problems) == ({}, {})


def test_papers_that_are_needed_are_asked_for() -> None:
    papers = [field("photo", required=True), Field("r", "file", Words("R"), required=True)]

    problems = answers.check_files(papers, ["r"])

    assert {key: found.code for key, found in problems.items()} == {"q": "required_photo"}


APPLICANT = {
    "applicant_name": "Wati",
    "applicant_nik": "3510164101900001",
    "applicant_phone": "0812",
    "applicant_village": "35.10.05.2003",
    "applicant_address": "Dusun Krajan",
    "applicant_consent": "yes",
}


def test_the_applicant_says_who_they_are() -> None:
    checked = answers.check_applicant(APPLICANT, knowledge=KNOWLEDGE, needs_phone=True)

    assert checked.problems == {}
    assert checked.answers["applicant_village"].name == "Sumberberas"


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("applicant_name", "1", "no_name"),
        ("applicant_nik", "123", "wrong_input"),
        ("applicant_phone", "", "required"),
        ("applicant_email", "bukan surel", "not_an_email"),
        ("applicant_email", "a@b", "not_an_email"),
        ("applicant_village", "", "required_choice"),
        ("applicant_address", "", "required"),
        ("applicant_consent", "", "required_consent"),
    ],
)
def test_what_is_wrong_about_the_applicant_is_said_at_its_field(
    key: str, typed: str, code: str
) -> None:
    checked = answers.check_applicant(
        {**APPLICANT, key: typed}, knowledge=KNOWLEDGE, needs_phone=True
    )

    assert {name: found.code for name, found in checked.problems.items()} == {key: code}


def test_at_a_counter_the_telephone_may_be_missing() -> None:
    checked = answers.check_applicant(
        {**APPLICANT, "applicant_phone": ""}, knowledge=KNOWLEDGE, needs_phone=False
    )

    assert checked.problems == {}
    assert "applicant_phone" not in checked.answers


KINDS = ["text", "longtext", "number", "money", "date", "region", "yesno", "nik", "phone"]


@given(st.sampled_from(KINDS), st.text(max_size=60) | st.integers() | st.booleans() | st.none())
def test_nothing_typed_can_break_the_rules(kind: str, typed: Any) -> None:
    checked = answers.check_answers([field(kind, max_length=40)], {"q": typed}, knowledge=KNOWLEDGE)

    assert len(checked.answers) + len(checked.problems) <= 1


@given(st.integers(min_value=0, max_value=10**12))
def test_money_is_the_same_however_it_is_written(amount: int) -> None:
    grouped = f"{amount:,}"
    written = [str(amount), f"Rp {grouped.replace(',', '.')}", f"{grouped.replace(',', '.')},00"]

    assert {check(field("money"), text) for text in written} == {amount}
