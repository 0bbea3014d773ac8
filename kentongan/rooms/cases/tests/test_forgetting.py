"""Whoever is forgotten leaves no words behind, and the counts stay."""

from typing import Any

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.cases import api as cases
from kentongan.rooms.cases.models import Case, CaseStep, Message
from kentongan.rooms.cases.tests.conftest import MONDAY
from kentongan.rooms.people import api as people
from tests.people import People


def test_a_forgotten_person_leaves_dates_but_no_words(folk: People, submit: Any) -> None:
    case = submit(answers={"business_name": "Ternak bebek"})
    cases.add_message(case_id=case.pk, text="Nomor saya 0812…", by=folk.actor("Wati"), now=MONDAY)
    cases.decide(
        case_id=case.pk,
        version=1,
        decision="refuse",
        note="Bu Wati pindah ke Jember.",
        by=folk.actor("Sari"),
        now=MONDAY,
    )

    people.forget_person(person_id=folk.persons["Wati"], by=TERMINAL, now=MONDAY)

    kept = Case.objects.get(pk=case.pk)
    assert (kept.answers, kept.outcome, kept.closed_at) == ({}, "refused", MONDAY)
    assert set(Message.objects.values_list("text", flat=True)) == {""}
    assert set(CaseStep.objects.values_list("note", flat=True)) == {""}
