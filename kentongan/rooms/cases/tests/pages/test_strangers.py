"""What strangers, visitors and officers find at the addresses of a case."""

from itertools import product
from typing import Any

from django.test import Client

import pytest

from kentongan.rooms.cases.models import Attachment, Case, Message
from kentongan.rooms.cases.tests.conftest import MONDAY
from kentongan.rooms.cases.tests.pages.browsers import decide, open_browser, page_of, photo
from tests.people import People

VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
PARTS = ("", "bagian/", "jawab/", "pesan/", "tarik/", "nilai/", "berkas/{file}/")


@pytest.mark.parametrize("stranger", ["Budi", "Hadi", "Gita", "Made"])
def test_strangers_find_nothing_at_any_address_in_any_verb(
    folk: People, asked: Case, wati: Client, stranger: str
) -> None:
    wati.post(f"/lacak/{asked.code}/jawab/", {"text": "ini", "file_ktp": photo()})
    file = Attachment.objects.get(case=asked).pk
    browser = open_browser(folk, stranger)

    for part, verb in product(PARTS, VERBS):
        answer = getattr(browser, verb)(f"/lacak/{asked.code}/" + part.format(file=file))
        assert answer.status_code == 404, (verb, part)
    assert Message.objects.filter(case=asked).count() == 2


def test_unproven_visitors_change_nothing_and_get_no_file(
    asked: Case, wati: Client, visitor: Client
) -> None:
    wati.post(f"/lacak/{asked.code}/jawab/", {"text": "ini", "file_ktp": photo()})
    file = Attachment.objects.get(case=asked).pk

    for part, verb in product(PARTS, VERBS):
        answer = getattr(visitor, verb)(f"/lacak/{asked.code}/" + part.format(file=file))
        hidden = {404} if part.startswith("b") else {200} if verb in {"get", "head"} else {403}
        assert answer.status_code in hidden, (verb, part)
    assert Message.objects.filter(case=asked).count() == 2


@pytest.mark.parametrize("officer", ["Sari", "Karno"])
def test_officers_with_a_part_are_sent_to_their_desk(
    folk: People, submit: Any, officer: str
) -> None:
    case = submit()

    answer = open_browser(folk, officer).get(f"/en/lacak/{case.code}/")

    assert answer.headers["Location"] == f"/en/meja/{case.code}/"


def test_the_next_office_knows_the_case_only_when_it_has_it(folk: People, submit: Any) -> None:
    case = submit()
    joko = open_browser(folk, "Joko")

    before = joko.get(f"/lacak/{case.code}/").status_code
    decide(folk, case, "Sari", "forward", at=MONDAY)

    assert (before, joko.get(f"/lacak/{case.code}/").status_code) == (404, 302)


def test_the_office_that_typed_it_prints_the_receipt(folk: People, submit: Any) -> None:
    sari = open_browser(folk, "Sari")
    case = submit(intake_office_id=next(iter(folk.actor("Sari").offices)))

    page = page_of(sari, case, query="?baru=1")

    assert "data-print" in page
    assert sari.get(f"/lacak/{case.code}/").headers["Location"] == f"/meja/{case.code}/"
