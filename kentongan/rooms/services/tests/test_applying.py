"""An application is checked, its applicant registered, and a case begins."""

from collections.abc import Callable
from typing import Any

import pytest

from kentongan.foundation.audit import chain
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.services import api as services
from kentongan.rooms.services.tests.conftest import (
    APPLICANT,
    MONDAY,
    OTHER_NIK,
    SKU,
    SKU_ANSWERS,
)
from tests.people import SUMBERBERAS, People

Apply = Callable[..., Any]


def test_an_application_becomes_a_case_at_the_village(apply: Apply, folk: People) -> None:
    case = cases.get_case(apply().pk)

    assert case.type_slug == SKU
    assert case.place_id == SUMBERBERAS
    assert case.applicant_id == folk.persons["Wati"]
    assert case.answers["monthly_turnover"] == 3_500_000
    assert [file.key for file in cases.list_attachments(case)] == [
        "business_photo", "ktp", "kk", "pengantar_rt",
    ]  # fmt: skip


def test_files_of_an_application_are_kept_for_good(apply: Apply, papers: Any) -> None:
    files = papers("ktp", "kk", "pengantar_rt", "business_photo")
    StoredFile.objects.update(keep_until=MONDAY)

    apply(files=files)

    assert set(StoredFile.objects.values_list("keep_until", flat=True)) == {None}


def test_every_wrong_answer_is_named(apply: Apply) -> None:
    with pytest.raises(services.WrongAnswers) as refused:
        apply(
            applicant={**APPLICANT, "nik": "3510163102900001"},
            answers={**SKU_ANSWERS, "business_kind": "sulap", "business_since": "2030-01-01"},
            files={},
        )

    assert set(refused.value.fields) == {
        "applicant_nik", "business_kind", "business_since", "ktp", "kk", "pengantar_rt",
        "business_photo",
    }  # fmt: skip
    assert "Februari" in str(refused.value.fields["applicant_nik"])


def test_the_same_application_sent_twice_is_one_case(apply: Apply) -> None:
    draft = make_key()

    first, second = apply(case_id=draft), apply(case_id=draft)

    assert first.pk == second.pk


def test_an_unknown_applicant_is_registered(apply: Apply) -> None:
    case = apply(applicant={**APPLICANT, "name": "Siti Aminah", "nik": OTHER_NIK})

    assert people.get_person(case.applicant_id).name == "Siti Aminah"


def test_an_officer_types_for_somebody_without_telephone(apply: Apply, folk: People) -> None:
    sari = folk.actor("Sari", now=MONDAY)
    office_id = sari.holdings[0].office_id

    case = apply(
        applicant={**APPLICANT, "nik": OTHER_NIK, "phone": ""}, intake_office_id=office_id, by=sari
    )

    assert case.intake_office_id == office_id
    assert [line.detail.get("intake") for line in chain.list_lines(f"case:{case.pk}")] == [
        office_id
    ]
    assert people.get_person(case.applicant_id).user_id is None


def test_without_a_counter_the_telephone_is_needed(apply: Apply) -> None:
    with pytest.raises(services.WrongAnswers) as refused:
        apply(applicant={**APPLICANT, "phone": ""})

    assert list(refused.value.fields) == ["applicant_phone"]


def test_answers_are_shown_in_both_languages(apply: Apply) -> None:
    case = cases.get_case(apply().pk)

    indonesian, english = (services.show_answers(case, code) for code in ("id", "en"))

    assert ("Alamat usaha", "Dusun Krajan RT 02 RW 01") in indonesian
    assert ("Kira-kira pendapatan kotor sebulan", "Rp3.500.000") in indonesian
    assert ("Mulai usaha", "1 Maret 2019") in indonesian
    assert ("Desa atau kelurahan tempat usaha", "Sumberberas, Muncar") in indonesian
    assert ("Kind of business", "Livestock") in english
    assert ("Approximate monthly turnover", "Rp3,500,000") in english


def test_a_nik_in_an_answer_is_sealed_and_opened_only_for_letters(apply: Apply) -> None:
    case = apply(slug="surat-keterangan-penghasilan", answers=fill("surat-keterangan-penghasilan"))
    case = cases.get_case(case.pk)

    shown = " ".join(text for _, text in services.show_answers(case, "id"))
    opened = " ".join(services.read_answers(case, "id", is_opened=True).values())

    assert OTHER_NIK not in str(case.answers)
    assert OTHER_NIK not in shown
    assert "3510•• •••••• ••03" in shown
    assert OTHER_NIK in opened


def fill(slug: str) -> dict[str, Any]:
    """Answer everything that a service asks."""
    by_type = {
        "text": "Contoh", "longtext": "Contoh panjang", "number": 5, "money": 1_000_000,
        "date": "2020-02-29", "region": SUMBERBERAS, "nik": OTHER_NIK, "phone": "081234567003",
        "yesno": True, "person": {"name": "Siti Aminah", "nik": OTHER_NIK},
    }  # fmt: skip
    made: dict[str, Any] = {}
    for field in services.get_service(slug).form.fields:
        if field.type == "choice":
            made[field.key] = field.choices[0].value
        elif field.type == "region":
            made[field.key] = SUMBERBERAS if field.level == "village" else SUMBERBERAS[:8]
        elif field.type == "number":
            made[field.key] = field.min if field.min is not None else 5
        elif field.type == "date" and field.not_before:
            made[field.key] = "2026-12-01"
        elif not field.is_file:
            made[field.key] = by_type[field.type]
    return made


def test_every_service_can_be_applied_for(apply: Apply, papers: Any) -> None:
    for service in services.list_whole_services():
        needed = [field.key for field in service.form.fields if field.is_file]

        case = apply(slug=service.slug, answers=fill(service.slug), files=papers(*needed))

        case = cases.get_case(case.pk)
        assert len(services.show_answers(case, "en")) >= len(case.answers) - 2


def test_machines_are_told_the_form(catalogue: None) -> None:
    told = services.describe_form(services.get_service(SKU))

    kind = told["sections"][0]["fields"][1]
    assert kind["type"] == "choice"
    assert kind["choices"][0] == {"value": "dagang", "id": "Perdagangan", "en": "Trade"}
    assert [paper["key"] for paper in told["requirements"]] == ["ktp", "kk", "pengantar_rt"]


def test_a_file_of_a_case_has_a_name_people_know(apply: Apply) -> None:
    case = cases.get_case(apply().pk)

    assert services.name_requirement(case, "ktp", "id") == "Foto KTP pemohon"
    assert services.name_requirement(case, "business_photo", "en") == "Photo of the business"
