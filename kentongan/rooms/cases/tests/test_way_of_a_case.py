"""A case from submission to its end, as its people live it."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.rooms.cases import api as cases
from kentongan.rooms.cases.models import Case, CaseStep, Message
from kentongan.rooms.cases.tests.conftest import MONDAY, THREE_OFFICES, TWO_OFFICES, wib
from kentongan.rooms.people import api as people
from tests.people import SUMBERBERAS, People

REASON = "Foto KTP kurang terang, mohon kirim ulang."


def act(
    folk: People, case: Case, name: str, decision: str, *, at: Any = MONDAY, **facts: Any
) -> Case:
    fresh = Case.objects.get(pk=case.pk)
    return cases.decide(
        case_id=case.pk,
        version=facts.pop("version", fresh.version),
        decision=decision,
        by=folk.actor(name, now=at, second_factor=facts.pop("second_factor", True)),
        now=at,
        **facts,
    )


def test_a_case_goes_to_the_village_of_its_place(submit: Any) -> None:
    case = submit()

    assert case.current_step.office.key == "desa-35.10.05.2001"
    assert case.state == "running"
    assert cases.normalise_code(case.code.lower().replace("-", " ")) == case.code


def test_sari_forwards_and_joko_grants(folk: People, submit: Any) -> None:
    case = submit()

    act(folk, case, "Sari", "forward", at=MONDAY + timedelta(minutes=11))
    done = act(folk, case, "Joko", "grant", at=MONDAY + timedelta(minutes=40))

    assert (done.state, done.outcome) == ("closed", "granted")
    assert done.worked_seconds == 40 * 60
    village, district = CaseStep.objects.filter(case=case)
    assert (village.worked_seconds, village.decided_as) == (11 * 60, "officer")
    assert (district.worked_seconds, district.decided_as) == (29 * 60, "head")


def test_every_change_has_one_line_in_the_chain(folk: People, submit: Any) -> None:
    before = chain.get_head().id
    case = submit(slug="berantai")

    act(folk, case, "Sari", "forward")

    lines = chain.list_lines(f"case:{case.pk}")
    assert [line.action for line in lines] == ["cases.submitted", "cases.forward"]
    assert chain.get_head().id == before + 3  # the type, and these two
    assert chain.verify().is_whole


def test_the_second_officer_is_told_who_decided_what(folk: People, submit: Any) -> None:
    case = submit()
    act(folk, case, "Sari", "forward", at=wib(2026, 11, 16, 8, 5))

    with pytest.raises(cases.DecidedMeanwhile) as refused:
        act(folk, case, "Karno", "refuse", version=1, note=REASON)

    assert refused.value.facts["who"] == "Sari"
    assert refused.value.facts["when"] == "08.05"
    assert "Sari" in str(refused.value)


@pytest.mark.parametrize("name", ["Joko", "Hadi", "Gita", "Tono", "Wati", "Budi"])
def test_only_the_holder_of_the_step_decides(name: str, folk: People, submit: Any) -> None:
    case = submit()

    with pytest.raises(cases.NotYourStep):
        act(folk, case, name, "forward")


def test_a_signature_needs_the_second_factor(folk: People, submit: Any) -> None:
    case = submit()
    act(folk, case, "Sari", "forward")

    with pytest.raises(cases.NeedsSecondFactor):
        act(folk, case, "Joko", "grant", second_factor=False)


@pytest.mark.parametrize("decision", ["refuse", "ask"])
def test_a_reason_is_owed(decision: str, folk: People, submit: Any) -> None:
    case = submit()

    with pytest.raises(cases.NeedsReason):
        act(folk, case, "Sari", decision, note="tidak")


def test_asking_stops_both_clocks_and_the_answer_restarts_them(folk: People, submit: Any) -> None:
    definition = {**TWO_OFFICES, "promise": {"hours": 4}}
    definition["route"] = [
        {**TWO_OFFICES["route"][0], "promise": {"hours": 4}},
        TWO_OFFICES["route"][1],
    ]
    case = submit(definition, slug="empat-jam")
    act(folk, case, "Sari", "ask", at=wib(2026, 11, 16, 10, 0), note=REASON)

    answer_at = wib(2026, 11, 17, 9, 0)
    cases.answer_applicant(
        case_id=case.pk, text="Ini foto barunya", by=folk.actor("Wati"), now=answer_at
    )

    case = Case.objects.select_related("current_step").get(pk=case.pk)
    assert case.current_step is not None
    assert case.due_at == wib(2026, 11, 17, 11, 0)
    assert case.current_step.due_at == wib(2026, 11, 17, 11, 0)
    assert case.state == "running"


def test_a_stranger_cannot_answer_or_withdraw(folk: People, submit: Any) -> None:
    case = submit()
    act(folk, case, "Sari", "ask", note=REASON)

    with pytest.raises(cases.NoSuchCase):
        cases.answer_applicant(case_id=case.pk, text="x", by=folk.actor("Budi"), now=MONDAY)
    with pytest.raises(cases.NoSuchCase):
        cases.withdraw_case(case_id=case.pk, by=folk.actor("Joko"), now=MONDAY)


def test_a_refusal_closes_with_its_reason(folk: People, submit: Any) -> None:
    case = submit()

    closed = act(folk, case, "Sari", "refuse", note="Usaha berada di kabupaten lain.")

    assert closed.outcome == "refused"
    shown = cases.list_happenings(cases.get_case(case.pk), for_officers=False)
    assert any("kabupaten lain" in line.text for line in shown)
    assert all("Sari" not in line.who for line in shown)


def test_wati_withdraws_while_waiting(folk: People, submit: Any) -> None:
    case = submit()
    act(folk, case, "Sari", "ask", note=REASON)

    closed = cases.withdraw_case(case_id=case.pk, by=folk.actor("Wati"), now=MONDAY)

    assert (closed.state, closed.outcome) == ("closed", "withdrawn")
    assert not CaseStep.objects.filter(case=case, ended_at=None).exists()


def test_joko_returns_the_file_to_the_village(folk: People, submit: Any) -> None:
    case = submit()
    act(folk, case, "Sari", "forward")

    act(folk, case, "Joko", "return", note="Pengantar RT belum ada.")

    back = Case.objects.select_related("current_step").get(pk=case.pk)
    assert back.current_step is not None
    assert back.current_step.key == "desa"
    assert back.holder_office_id == back.current_step.office_id


def test_three_offices_with_a_consult_in_the_middle(folk: People, submit: Any) -> None:
    case = submit(THREE_OFFICES, slug="tiga")
    moved = act(folk, case, "Sari", "forward")
    consult = cases.ask_office(
        case_id=case.pk,
        version=moved.version,
        office_rule="office:dinkes",
        question="Apakah warga ini peserta aktif?",
        by=folk.actor("Nanik"),
        now=MONDAY,
    )
    with pytest.raises(cases.StillConsulting):
        act(folk, case, "Nanik", "forward")

    cases.advise(step_id=consult.pk, text="Ya, peserta aktif.", by=folk.actor("Bagus"), now=MONDAY)
    act(folk, case, "Nanik", "forward")
    done = act(folk, case, "Ratna", "grant")

    assert done.outcome == "granted"
    assert consult.due_at == wib(2026, 11, 17, 15, 30)


def test_an_office_not_in_the_plan_cannot_be_consulted(folk: People, submit: Any) -> None:
    case = submit(THREE_OFFICES, slug="tiga")
    moved = act(folk, case, "Sari", "forward")

    with pytest.raises(cases.CannotConsult):
        cases.ask_office(
            case_id=case.pk,
            version=moved.version,
            office_rule="office:dishub",
            question="Apakah ini boleh?",
            by=folk.actor("Nanik"),
            now=MONDAY,
        )


def test_the_same_submission_twice_is_one_case(submit: Any) -> None:
    first = submit()

    again = submit(case_id=first.pk)

    assert again.pk == first.pk
    assert Case.objects.count() == 1


def test_wati_rates_once_after_the_end(folk: People, submit: Any) -> None:
    case = submit()
    answers = {f"u{n}": 4 for n in range(1, 10)}
    with pytest.raises(cases.NotOverYet):
        cases.rate_case(case_id=case.pk, answers=answers, by=folk.actor("Wati"), now=MONDAY)
    act(folk, case, "Sari", "refuse", note="Usaha berada di kabupaten lain.")

    cases.rate_case(case_id=case.pk, answers=answers, by=folk.actor("Wati"), now=MONDAY)

    with pytest.raises(cases.AlreadyRated):
        cases.rate_case(case_id=case.pk, answers=answers, by=folk.actor("Wati"), now=MONDAY)


def test_a_running_case_keeps_its_version(folk: People, submit: Any) -> None:
    case = submit()
    changed = {**TWO_OFFICES, "promise": {"days": 9}}

    submit(changed)

    assert Case.objects.select_related("case_type").get(pk=case.pk).case_type.version == 1
    assert Message.objects.count() == 0


def test_who_sees_a_case(folk: People, submit: Any) -> None:
    case = submit()

    for name in ("Wati", "Sari", "Karno"):
        assert cases.get_visible_case(case.code, by=folk.actor(name)).pk == case.pk
    for name in ("Budi", "Joko", "Hadi", "Ratna", "Tono", "Made"):
        with pytest.raises(cases.NoSuchCase):
            cases.get_visible_case(case.code, by=folk.actor(name))


def test_sari_does_not_decide_her_own_application(folk: People, submit: Any) -> None:
    own = people.register_person(
        name="Sari",
        nik="3510054101900009",
        phone="081234567009",
        user_id=folk.users["Sari"],
        village_code=SUMBERBERAS,
        by=TERMINAL,
        now=MONDAY,
    )
    case = submit(applicant_id=own.id)

    with pytest.raises(cases.OwnCase):
        act(folk, case, "Sari", "forward")

    assert act(folk, case, "Karno", "forward").version == 2
