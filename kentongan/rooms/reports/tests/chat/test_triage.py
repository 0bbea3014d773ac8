"""An officer decides on proposals: by pages, by parts for the script, only in the own office."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import pytest

from kentongan.rooms.cases import api as cases
from kentongan.rooms.reports.errors import CannotJoin, ChatDecided, NoSuchChat, NumberBlocked
from kentongan.rooms.reports.models import ChatProposal, Follower, PhoneBlock, Report, ReportPhoto
from kentongan.rooms.reports.queries import triage
from kentongan.rooms.reports.services.blocking import block_number
from kentongan.rooms.reports.services.chat import deciding
from kentongan.rooms.reports.tests.chat.makers import LATER, LINES, draw, pack, write
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.people import SUMBERBERAS, People

PHOTO = {"IMG_20261103_WA0001__jpg": draw()}


@pytest.fixture
def sari(folk: People) -> Any:
    return folk.actor("Sari", now=MONDAY)


@pytest.fixture
def waiting(bring: Any) -> list[ChatProposal]:
    bring(pack(*LATER, **PHOTO))
    return list(ChatProposal.objects.order_by("at"))


@pytest.fixture
def desk(folk: People) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=folk.users["Sari"]))
    return client


def accept(found: ChatProposal, by: Any, **facts: Any) -> Report:
    whole = {"category": "parkir-trotoar", "village_code": SUMBERBERAS, **facts}
    return deciding.accept_proposal(proposal_id=found.pk, by=by, now=MONDAY, **whole)


def test_an_accepted_proposal_is_a_report_with_its_photo(waiting: Any, sari: Any) -> None:
    report = accept(waiting[0], sari, place_words="depan pasar")

    assert (report.channel, report.place_words) == ("import", "depan pasar")
    assert report.reported_at == waiting[0].at
    assert report.photos.count() == 1
    assert "Rini" not in report.description


def test_a_proposal_is_decided_once(waiting: Any, sari: Any) -> None:
    accept(waiting[0], sari)

    with pytest.raises(ChatDecided):
        accept(waiting[0], sari)
    assert Report.objects.count() == 1


def test_the_number_of_the_author_is_kept_to_answer(waiting: Any, sari: Any) -> None:
    report = accept(waiting[1], sari, category="lampu-jalan")

    assert report.case.applicant.name == ""
    assert deciding.find_phone(waiting[1]) == "+6281234567890"


def test_a_blocked_number_is_refused_with_the_reason(waiting: Any, sari: Any) -> None:
    block_number(phone="0812 3456 7890", reason="Banjir laporan palsu", by=sari, now=MONDAY)

    with pytest.raises(NumberBlocked):
        accept(waiting[1], sari, category="lampu-jalan")
    assert PhoneBlock.objects.count() == 1


def test_taking_back_withdraws_the_report_and_lets_the_proposal_wait(
    waiting: Any, sari: Any
) -> None:
    report = accept(waiting[0], sari)

    deciding.undo_decision(proposal_id=waiting[0].pk, by=sari, now=MONDAY)

    assert cases.get_case(report.pk).outcome == cases.Outcome.WITHDRAWN
    assert triage.get_proposal(waiting[0].pk, by=sari).state == "proposed"
    accept(ChatProposal.objects.get(pk=waiting[0].pk), sari)


def test_a_proposal_joins_a_report_and_its_author_follows(
    waiting: Any, sari: Any, send: Any
) -> None:
    report = send()

    deciding.join_to_report(proposal_id=waiting[0].pk, code=report.code, by=sari, now=MONDAY)
    deciding.join_to_report(proposal_id=waiting[1].pk, code=report.code, by=sari, now=MONDAY)

    assert ReportPhoto.objects.filter(report=report).count() == 1
    assert Follower.objects.filter(report=report).count() == 1
    deciding.undo_decision(proposal_id=waiting[0].pk, by=sari, now=MONDAY)
    assert ReportPhoto.objects.filter(report=report).count() == 0


def test_a_proposal_joins_another_and_brings_its_photos(waiting: Any, sari: Any) -> None:
    deciding.join_to_proposal(proposal_id=waiting[0].pk, into_id=waiting[2].pk, by=sari, now=MONDAY)

    shown = triage.get_proposal(waiting[2].pk, by=sari)
    assert (shown.joined, len(shown.photos)) == (1, 1)
    assert accept(waiting[2], sari).photos.count() == 1


def test_what_cannot_be_joined_is_refused(waiting: Any, sari: Any) -> None:
    with pytest.raises(CannotJoin):
        deciding.join_to_proposal(
            proposal_id=waiting[0].pk, into_id=waiting[0].pk, by=sari, now=MONDAY
        )
    with pytest.raises(CannotJoin):
        deciding.join_to_report(proposal_id=waiting[0].pk, code="nothing", by=sari, now=MONDAY)


def test_dropping_is_taken_back(waiting: Any, sari: Any) -> None:
    deciding.drop_proposal(proposal_id=waiting[0].pk, by=sari, now=MONDAY)
    assert len(triage.list_proposals(by=sari).proposals) == 2

    deciding.undo_decision(proposal_id=waiting[0].pk, by=sari, now=MONDAY)

    assert len(triage.list_proposals(by=sari).proposals) == 3


def test_strangers_decide_nothing(waiting: Any, folk: People) -> None:
    gita = folk.actor("Gita", now=MONDAY)

    for act in (deciding.drop_proposal, deciding.undo_decision):
        with pytest.raises(NoSuchChat):
            act(proposal_id=waiting[0].pk, by=gita, now=MONDAY)
    with pytest.raises(NoSuchChat):
        triage.list_around(waiting[0].pk, by=gita)
    assert triage.list_proposals(by=gita).proposals == []


def test_pages_hold_each_proposal_once(bring: Any, sari: Any) -> None:
    lines = [
        f"{day:02}/10/26 07.{minute:02} - Heru: Izin lapor lampu jalan mati di pertigaan {minute}"
        for day in range(13, 20)
        for minute in range(0, 60, 20)
    ]
    bring(write(*lines))

    seen, key = [], ""
    while True:
        page = triage.list_proposals(by=sari, after=key, size=4)
        seen += [one.id for one in page.proposals]
        key = page.next_key
        if not key:
            break

    assert len(seen) == len(set(seen)) == ChatProposal.objects.count()


def test_the_page_asks_few_questions_however_many_wait(
    bring: Any, desk: Client, waiting: Any
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(reverse("reports:show_proposals")).status_code == 200
        return len(asked)

    count()
    few = count()
    bring(write(*(line.replace("Heru", "Dwi").replace("13/11/26", "14/11/26") for line in LATER)))

    assert count() <= few + 1


def test_accepting_leads_to_the_next(waiting: Any, desk: Client) -> None:
    answer = desk.post(
        reverse("reports:accept_proposal", args=[waiting[0].pk]),
        {"category": "parkir-trotoar", "village": "sumberberas, muncar", "place_words": "depan"},
    )

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#p-{waiting[1].pk}")
    assert b"Undo" in desk.get("/en" + answer["Location"].partition("#")[0]).content


def test_a_script_gets_the_part_that_changed(waiting: Any, desk: Client) -> None:
    part = {"HTTP_X_PART": "1"}
    dropped = desk.post(reverse("reports:drop_proposal", args=[waiting[0].pk]), **part)
    again = desk.post(reverse("reports:drop_proposal", args=[waiting[0].pk]), **part)
    wrong = desk.post(
        reverse("reports:accept_proposal", args=[waiting[1].pk]), {"category": ""}, **part
    )
    undone = desk.post(reverse("reports:undo_decision", args=[waiting[0].pk]), **part)

    assert (dropped.status_code, again.status_code, wrong.status_code) == (200, 422, 422)
    assert b"data-decided" in dropped.content
    assert b'role="alert"' in wrong.content
    assert b"data-item" in undone.content


def test_the_screens_show_what_they_should(waiting: Any, desk: Client) -> None:
    for name, args in (
        ("show_chats", []),
        ("show_chat", [waiting[0].source_id]),
        ("show_proposals", []),
        ("show_proposal", [waiting[0].pk]),
    ):
        answer = desk.get(reverse(f"reports:{name}", args=args))
        assert answer.status_code == 200, name
    page = desk.get(reverse("reports:show_proposals")).content.decode()
    photo = waiting[0].messages.get(photo__isnull=False)
    small = desk.get(reverse("reports:show_chat_photo", args=[photo.pk]) + "?kecil=1")

    assert "Bu Rini" in page
    assert "Sumberberas" in page
    assert small.headers["Content-Type"] == "image/jpeg"


def test_an_export_is_sent_through_the_page(categories: None, desk: Client, village: Any) -> None:
    answer = desk.post(reverse("reports:send_chat"), {"office": village.pk, "chat": write(*LINES)})
    refused = desk.post(reverse("reports:send_chat"), {"office": village.pk})

    assert answer.status_code == 302
    assert refused.status_code == 422
    assert "data-again" in desk.get(answer["Location"]).content.decode()


def test_a_form_of_another_site_is_refused(folk: People, village: Any, desk: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies

    answer = strict.post(
        reverse("reports:send_chat"), {"office": village.pk, "chat": write(*LINES)}
    )

    assert answer.status_code == 403


def test_reports_like_it_are_offered(waiting: Any, desk: Client, send: Any) -> None:
    report = send()

    page = desk.get(reverse("reports:show_proposal", args=[waiting[0].pk])).content.decode()

    assert report.code in page


def test_messages_around_are_shown_with_the_proposal_marked(waiting: Any, sari: Any) -> None:
    around = triage.list_around(waiting[0].pk, by=sari)

    assert [one.is_of_proposal for one in around] == [True, False, False, True]
    assert around[0].at - around[-1].at == -timedelta(minutes=2)
