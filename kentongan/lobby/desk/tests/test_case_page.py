"""One case: what is shown, what can be done, and what must not get lost."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from kentongan.foundation.audit import chain
from kentongan.foundation.files.tests.makers import paint
from kentongan.lobby.desk.tests.conftest import WITH_CONSULT, list_queries
from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from tests.people import RESIDENTS, SUMBERBERAS, People
from tests.sessions import release

Enter = Callable[..., Client]
REASON = "Foto KTP kurang terang, mohon kirim ulang."


def stands_at(case: Any) -> str:
    step = cases.get_case(case.pk).current_step
    return step.key if step else ""


def post(client: Client, case: Any, where: str = "putuskan", **data: Any) -> Any:
    fresh = cases.get_case(case.pk)
    return client.post(f"/meja/{case.code}/{where}/", {"version": fresh.version, **data})


@pytest.fixture
def act(folk: People, now: Any) -> Callable[..., Any]:
    def _act(case: Any, name: str, decision: str, note: str = "") -> Any:
        version = cases.get_case(case.pk).version
        return cases.decide(
            case_id=case.pk, version=version, decision=decision, note=note,
            by=folk.actor(name, now=now), now=now,
        )  # fmt: skip

    return _act


def test_the_page_tells_both_dates_and_why(enter: Enter, submit: Any) -> None:
    case = submit()

    page = enter("Sari").get(f"/en/meja/{case.code}/").content.decode()

    assert page.count("Why this date?") == 2
    assert "60 working minutes" in page or "1 working hour" in page
    assert "1 working day" in page
    assert "Checked by the village" in page
    assert "Ternak bebek" in page


def test_the_nik_is_masked_and_shown_once_with_a_reason(enter: Enter, submit: Any) -> None:
    case, nik = submit(), RESIDENTS["Wati"][0]
    sari = enter("Sari")

    before = sari.get(f"/meja/{case.code}/").content.decode()
    shown = post(sari, case, "nik", reason="Mencocokkan dengan kartu keluarga")
    after = sari.get(f"/meja/{case.code}/").content.decode()

    assert nik in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert nik not in before + after
    line = chain.list_lines(f"person:{case.applicant_id}")[-1]
    assert line.action == "people.nik_revealed"
    assert case.code in line.detail["reason"]


def test_a_short_reason_opens_nothing_and_stays_in_its_box(enter: Enter, submit: Any) -> None:
    case = submit()

    page = post(enter("Sari"), case, "nik", reason="ingin")

    assert page.status_code == 422
    assert RESIDENTS["Wati"][0] not in page.content.decode()
    assert ">\ningin</textarea>" in page.content.decode()


def test_one_button_is_filled(enter: Enter, submit: Any) -> None:
    case = submit()

    page = enter("Sari").get(f"/meja/{case.code}/").content.decode()

    work = page[page.index('id="main"') :]
    assert len(re.findall(r'<button class="button"', work)) == 1 + work.count('method="dialog"')


def test_sari_forwards_and_the_next_case_opens(enter: Enter, submit: Any) -> None:
    first, second = submit(), submit()

    answer = post(enter("Sari"), first, decision="forward")

    assert answer.headers["Location"] == f"/meja/{second.code}/"
    assert stands_at(first) == "camat"


def test_after_the_last_case_the_desk_says_so(enter: Enter, submit: Any) -> None:
    case, sari = submit(), enter("Sari")

    answer = post(sari, case, decision="forward")

    assert answer.headers["Location"] == "/meja/"
    assert case.code in sari.get("/meja/").content.decode()


def test_joko_grants(enter: Enter, submit: Any, act: Any) -> None:
    case = submit()
    act(case, "Sari", "forward")

    answer = post(enter("Joko"), case, decision="grant")

    assert answer.status_code == 302
    assert cases.get_case(case.pk).outcome == "granted"


def test_asking_without_a_sentence_is_refused_beside_the_box(enter: Enter, submit: Any) -> None:
    case = submit()

    page = post(enter("Sari"), case, decision="ask", note="foto")

    assert page.status_code == 422
    assert ">\nfoto</textarea>" in page.content.decode()
    assert cases.get_case(case.pk).state == "running"


def test_two_officers_at_once_one_wins_the_other_is_told(enter: Enter, submit: Any) -> None:
    case = submit()
    sari, karno = enter("Sari"), enter("Karno")
    seen = {"version": str(case.version)}

    first = sari.post(f"/meja/{case.code}/putuskan/", {**seen, "decision": "forward"})
    second = karno.post(f"/meja/{case.code}/putuskan/", {**seen, "decision": "ask", "note": REASON})

    assert first.status_code == 302
    assert second.status_code == 409
    page = second.content.decode()
    assert "Sari" in page
    assert REASON in page
    assert stands_at(case) == "camat"


def test_the_loser_can_send_the_same_words_when_it_is_still_possible(
    enter: Enter, submit: Any, folk: People, now: Any
) -> None:
    case, karno = submit(), enter("Karno")
    cases.add_message(
        case_id=case.pk, text="Kami periksa dahulu.", by=folk.actor("Sari", now=now), now=now
    )
    stale = cases.get_case(case.pk).version
    act_version = {"version": stale + 5, "decision": "ask", "note": REASON}

    told = karno.post(f"/meja/{case.code}/putuskan/", act_version)
    form = next(c.form for c in told.context["page"].choices if c.decision == "ask")
    again = karno.post(f"/meja/{case.code}/putuskan/", dict(form.data.items()))

    assert told.status_code == 409
    assert again.status_code == 302
    assert cases.get_case(case.pk).state == "waiting"


def test_the_same_form_twice_is_one_decision(enter: Enter, submit: Any) -> None:
    case, sari = submit(), enter("Sari")
    data = {"version": 1, "decision": "forward", "once": "satu-kunci"}

    answers = [sari.post(f"/meja/{case.code}/putuskan/", data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [line.action for line in chain.list_lines(f"case:{case.pk}")].count("cases.forward") == 1


def test_only_the_holder_of_the_step_has_buttons(enter: Enter, submit: Any, act: Any) -> None:
    case = submit()
    act(case, "Sari", "forward")

    page = enter("Sari").get(f"/meja/{case.code}/")
    refused = post(enter("Sari"), case, decision="grant")

    assert page.context["page"].choices == []
    assert refused.status_code == 403


def test_a_note_survives_the_way_to_the_second_factor(enter: Enter, submit: Any) -> None:
    signing = {
        "promise": {"days": 1}, "signer": "desa",
        "route": [{
            "key": "desa", "title": {"id": "Desa"}, "office": "village", "role": "officer",
            "promise": {"minutes": 60}, "decisions": ["grant", "refuse"],
        }],
    }  # fmt: skip
    case = submit(signing, slug="satu-langkah")
    sari = enter("Sari", second_factor=False)

    sent = post(sari, case, decision="grant", note="Sudah diperiksa di lapangan.")
    back = sari.get(f"/meja/{case.code}/").content.decode()

    assert "/akun/" in sent.headers["Location"]
    assert f"/meja/{case.code}/" in sent.headers["Location"].replace("%2F", "/")
    assert "Sudah diperiksa di lapangan." in back
    assert cases.get_case(case.pk).is_open


def test_a_question_goes_to_another_office_and_comes_back(enter: Enter, submit: Any) -> None:
    case = submit(WITH_CONSULT)
    sari, bagus = enter("Sari"), enter("Bagus")
    question = "Apakah warga ini peserta aktif?"

    asked = post(sari, case, "tanya", office="office:dinkes", question=question)
    blocked = post(sari, case, decision="forward")
    seen = bagus.get(f"/meja/{case.code}/")
    step_id = seen.context["page"].questions[0].step_id
    answered = post(bagus, case, f"tanya/{step_id}/jawab", text="Ya, peserta aktif sejak Mei.")

    assert asked.status_code == 302
    assert blocked.status_code == 409
    assert question in seen.content.decode()
    assert answered.status_code == 302
    assert "Ya, peserta aktif sejak Mei." in sari.get(f"/meja/{case.code}/").content.decode()
    assert post(sari, case, decision="forward").status_code == 302


def test_a_question_is_taken_back(enter: Enter, submit: Any) -> None:
    case = submit(WITH_CONSULT)
    sari = enter("Sari")
    post(sari, case, "tanya", office="office:dinkes", question="Apakah warga ini peserta?")
    step_id = sari.get(f"/meja/{case.code}/").context["page"].asked[0].step_id

    answer = post(sari, case, f"tanya/{step_id}/batal")

    assert answer.status_code == 302
    assert not sari.get(f"/meja/{case.code}/").context["page"].asked


def test_a_question_of_another_case_is_not_found(enter: Enter, submit: Any) -> None:
    one, other = submit(WITH_CONSULT), submit(WITH_CONSULT)
    sari = enter("Sari")
    post(sari, one, "tanya", office="office:dinkes", question="Apakah warga ini peserta?")
    step_id = sari.get(f"/meja/{one.code}/").context["page"].asked[0].step_id

    assert post(sari, other, f"tanya/{step_id}/batal").status_code == 404


def test_sari_writes_to_wati(enter: Enter, submit: Any) -> None:
    case, sari = submit(), enter("Sari")

    post(sari, case, "pesan", text="Surat Ibu selesai besok pagi.")

    assert "Surat Ibu selesai besok pagi." in sari.get(f"/meja/{case.code}/").content.decode()


def test_sari_answers_for_who_stands_at_the_counter(
    enter: Enter, submit: Any, act: Any, media: None
) -> None:
    office = places.get_office(f"desa-{SUMBERBERAS}")
    case = submit(intake_office_id=office.pk)
    act(case, "Sari", "ask", REASON)
    photo = SimpleUploadedFile("ktp.jpg", paint(), "image/jpeg")
    sari = enter("Sari")

    answer = post(sari, case, "jawab", text="Ini foto barunya", file_ktp=photo)
    shown = sari.get(f"/meja/{case.code}/").context["page"].attachments[0]

    assert answer.status_code == 302
    assert cases.get_case(case.pk).state == "running"
    assert shown.label == "Foto KTP"
    file = sari.get(shown.url)
    assert (file.status_code, file.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"".join(file.streaming_content).startswith(b"\xff\xd8")
    release(file)
    assert enter("Gita").get(shown.url).status_code == 404


def test_nobody_answers_for_an_applicant_who_did_it_alone(
    enter: Enter, submit: Any, act: Any
) -> None:
    case = submit()
    act(case, "Sari", "ask", REASON)

    assert post(enter("Sari"), case, "jawab", text="Saya jawab sendiri").status_code == 404
    assert post(enter("Sari"), case, "tarik").status_code == 404


def test_sari_withdraws_for_who_stands_at_the_counter(enter: Enter, submit: Any) -> None:
    case = submit(intake_office_id=places.get_office(f"desa-{SUMBERBERAS}").pk)

    answer = post(enter("Sari"), case, "tarik", reason="Sudah tidak perlu")

    assert answer.status_code == 302
    assert cases.get_case(case.pk).outcome == "withdrawn"


def test_an_officer_who_is_only_the_applicant_follows_it_as_a_resident(
    enter: Enter, submit: Any, folk: People, now: Any
) -> None:
    from kentongan.rooms.people import api as people  # noqa: PLC0415

    person = people.register_person(
        name="Gita", nik="3510164101900002", user_id=folk.users["Gita"],
        by=folk.actor("Gita"), now=now,
    )  # fmt: skip
    case = submit(applicant_id=person.id)

    assert enter("Gita").get(f"/meja/{case.code}/").status_code == 404


def test_the_page_asks_whether_the_case_changed(enter: Enter, submit: Any, act: Any) -> None:
    case, sari = submit(), enter("Sari")
    address = f"/meja/{case.code}/?bagian=kabar&versi=1"

    before = sari.get(address).content.decode()
    act(case, "Sari", "forward")
    after = sari.get(address).content.decode()

    assert "<a" not in before
    assert f'href="/meja/{case.code}/"' in after


def test_a_full_case_asks_few_questions(
    enter: Enter, submit: Any, act: Any, folk: People, now: Any, media: None
) -> None:
    office = places.get_office(f"desa-{SUMBERBERAS}")
    case = submit(WITH_CONSULT, intake_office_id=office.pk, at=now - timedelta(hours=2))
    sari = enter("Sari")
    act(case, "Sari", "ask", REASON)
    photo = SimpleUploadedFile("ktp.jpg", paint(), "image/jpeg")
    post(sari, case, "jawab", text="Ini foto barunya", file_ktp=photo)
    post(sari, case, "tanya", office="office:dinkes", question="Apakah warga ini peserta?")
    act(case, "Sari", "ask", REASON)
    submit()
    sari.get(f"/meja/{case.code}/")

    with CaptureQueriesContext(connection) as asked:
        page = sari.get(f"/meja/{case.code}/?antrean=office")

    assert page.status_code == 200
    assert len(list_queries(asked)) <= 15, list_queries(asked)
