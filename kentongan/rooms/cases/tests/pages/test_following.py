"""What the tracking page says, from receipt to result."""

import re
from typing import Any

from django.test import Client

import pytest

from kentongan.rooms.cases import api as cases
from kentongan.rooms.cases.models import Attachment, Case
from kentongan.rooms.cases.queries import products
from kentongan.rooms.cases.tests.conftest import MONDAY, TWO_OFFICES
from kentongan.rooms.cases.tests.pages.browsers import (
    REASON,
    at_most,
    decide,
    open_browser,
    page_of,
    photo,
    prove,
)
from tests.people import People


def test_the_page_shows_code_clock_reason_and_what_comes(wati: Client, submit: Any) -> None:
    case = submit()

    page = page_of(wati, case)

    assert "Surat uji" in page
    assert cases.explain_case_due(case) in page
    assert "Camat<" in page
    assert "data-live-token" in page


def test_the_page_is_there_in_english(wati: Client, submit: Any) -> None:
    case = submit()

    page = wati.get(f"/en/lacak/{case.code}/").content.decode()

    assert "Test letter" in page
    assert "of working time left" in page
    assert "District head" in page


@pytest.mark.parametrize("query", ["", "?baru=1"])
def test_tracking_asks_the_database_little(visitor: Client, asked: Case, query: str) -> None:
    prove(visitor, asked)
    page_of(visitor, asked)  # the process knows the places now

    with at_most(9):
        page_of(visitor, asked, query=query)


def test_a_sloppy_address_leads_to_the_right_one(wati: Client, submit: Any) -> None:
    case = submit()

    answer = wati.get(f"/lacak/{case.code.lower()}/")

    assert answer.headers["Location"] == f"/lacak/{case.code}/"


def test_no_page_is_kept_by_others_than_the_browser(wati: Client, submit: Any) -> None:
    answer = wati.get(f"/lacak/{submit().code}/")

    assert "private" in answer.headers["Cache-Control"]


def test_the_receipt_names_the_code_and_how_to_come_back(visitor: Client, submit: Any) -> None:
    case = submit()
    prove(visitor, case)

    page = page_of(visitor, case, query="?baru=1")

    assert f'<p class="code num">{case.code}</p>' in page
    assert "data-print" in page
    assert 'data-draft-done="uji"' in page


def test_the_live_part_is_a_part_of_the_page(wati: Client, asked: Case) -> None:
    page = page_of(wati, asked)

    part = wati.get(f"/lacak/{asked.code}/bagian/").content.decode()

    once = re.compile(r'value="[^"]*"')
    assert once.sub("", part) in once.sub("", page)
    assert "<html" not in part


def test_a_refusal_shows_its_reason_and_what_to_do(folk: People, wati: Client, submit: Any) -> None:
    case = submit()
    decide(folk, case, "Sari", "refuse", at=MONDAY, note=REASON)

    page = page_of(wati, case)

    assert REASON in page
    assert "30/2014" in page
    assert f"/lacak/{case.code}/nilai/" in page


def test_a_granted_case_offers_what_its_room_made(
    wati: Client, granted: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = products.Product("Unduh surat", "/surat/abc/", "Berlaku sampai Mei")
    monkeypatch.setattr(products, "_products", {})
    products.register_product("application", lambda case: letter)

    page = page_of(wati, granted)

    assert '<a class="button full" href="/surat/abc/">' in page
    assert "Berlaku sampai Mei" in page


def test_a_kind_has_one_product(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "_products", {})
    products.register_product("izin", lambda case: None)

    with pytest.raises(ValueError, match="izin"):
        products.register_product("izin", lambda case: None)


def test_while_it_is_being_made_the_page_looks_by_itself(wati: Client, submit: Any) -> None:
    case = submit({**TWO_OFFICES, "finish_task": "uji.terbitkan"})
    Case.objects.filter(pk=case.pk).update(state="finishing", outcome="granted")

    page = page_of(wati, case)

    assert '<noscript><meta http-equiv="refresh"' in page
    assert "data-live" in page


def test_wati_and_the_office_see_the_file(folk: People, wati: Client, asked: Case) -> None:
    wati.post(f"/lacak/{asked.code}/jawab/", {"text": "ini", "file_ktp": photo()})
    address = f"/lacak/{asked.code}/berkas/{Attachment.objects.get(case=asked).pk}/"

    for browser in (wati, open_browser(folk, "Sari")):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert b"".join(answer)[:2] == b"\xff\xd8"
    assert wati.post(address).status_code == 405
    assert wati.get(f"/lacak/{asked.code}/berkas/999999/").status_code == 404
