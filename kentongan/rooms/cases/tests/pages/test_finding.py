"""Coming to a case by code and digits, or from the own list."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from kentongan.rooms.cases.tests.conftest import MONDAY, THREE_OFFICES
from kentongan.rooms.cases.tests.pages.browsers import (
    WATIS_DIGITS,
    at_most,
    open_browser,
    page_of,
    prove,
)
from tests.people import People


def test_code_and_last_four_digits_open_the_case(visitor: Client, submit: Any) -> None:
    case = submit()

    answer = prove(visitor, case)

    assert answer.headers["Location"] == f"/lacak/{case.code}/"
    assert case.code in page_of(visitor, case)


def test_digits_of_the_nik_do_as_well_and_the_code_may_be_sloppy(
    visitor: Client, submit: Any
) -> None:
    case = submit()

    answer = visitor.post(
        "/lacak/", {"code": case.code.lower().replace("-", " "), "last_four": "0001"}
    )

    assert answer.status_code == 302


def test_all_wrong_tries_get_the_same_answer_from_the_same_work(
    visitor: Client, submit: Any, django_assert_num_queries: Any
) -> None:
    case = submit()
    tries = [
        (case.code, "9999"),
        ("BWI-7K3D-92", WATIS_DIGITS),
        ("nonsense", WATIS_DIGITS),
        (case.code, "abcd"),
    ]

    bodies = []
    for code, digits in tries:
        with django_assert_num_queries(8):
            answer = visitor.post("/lacak/", {"code": code, "last_four": digits})
        assert answer.status_code == 422
        assert "sessionid" not in answer.cookies
        body = answer.content.decode()
        bodies.append(re.sub(r'value="[^"]*"|csrf[^>]*>', "", body))

    assert len(set(bodies)) == 1


def test_tries_of_a_code_are_counted_whether_it_exists_or_not(visitor: Client, submit: Any) -> None:
    case = submit()

    for _ in range(8):
        assert prove(visitor, case, digits="9999").status_code == 422
    answer = prove(visitor, case)

    assert answer.status_code == 429
    assert case.code in answer.content.decode()


def test_an_address_may_not_try_codes_all_day(visitor: Client, db: None) -> None:
    for number in range(60):
        visitor.post("/lacak/", {"code": f"BWI-{number:05d}", "last_four": "1234"})

    answer = visitor.post("/lacak/", {"code": "BWI-AAAAA", "last_four": "1234"})

    assert answer.status_code == 429


def test_an_unproven_visitor_sees_the_same_form_for_any_code(visitor: Client, submit: Any) -> None:
    case = submit()

    there = visitor.get(f"/lacak/{case.code}/")
    not_there = visitor.get("/lacak/BWI-7K3D-92/")

    assert (there.status_code, not_there.status_code) == (200, 200)
    strip = re.compile(r'value="[^"]*"|csrf[^>]*>|href="[^"]*"')
    pages = [strip.sub("", answer.content.decode()) for answer in (there, not_there)]
    assert pages[0] == pages[1]
    assert f'value="{case.code}"' in there.content.decode()


def test_who_proved_one_case_does_not_know_another(
    folk: People, visitor: Client, submit: Any
) -> None:
    prove(visitor, submit())
    other = submit(slug="lain", applicant_id=folk.persons["Budi"])

    answer = visitor.get(f"/lacak/{other.code}/")

    assert 'name="last_four"' in answer.content.decode()


def test_wati_finds_her_cases_and_no_others(folk: People, wati: Client, submit: Any) -> None:
    mine = submit(THREE_OFFICES)
    other = submit(slug="lain", applicant_id=folk.persons["Budi"])

    page = wati.get("/lacak/saya/").content.decode()

    assert mine.code in page
    assert other.code not in page


def test_own_cases_are_paged_without_gap_or_double(wati: Client, submit: Any) -> None:
    codes = {submit(at=MONDAY - timedelta(minutes=n // 2)).code for n in range(45)}

    seen: list[str] = []
    address = "/lacak/saya/"
    while address:
        with at_most(8):
            page = wati.get(address).content.decode()
        seen += re.findall(r'href="/lacak/(BWI-[^/]+)/"', page)
        link = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/lacak/saya/" + link[1].replace("+", "%2B") if link else ""

    assert len(seen) == len(codes)
    assert set(seen) == codes


def test_broken_page_keys_begin_at_the_first_page(wati: Client, submit: Any) -> None:
    case = submit()

    for key in ("x", "2026-11-16T01:00:00_x", "2026-11-16_" + str(case.pk)):
        assert case.code in wati.get("/lacak/saya/", {"sesudah": key}).content.decode()


def test_the_own_list_wants_a_login_and_is_empty_for_who_has_no_case(
    folk: People, visitor: Client
) -> None:
    assert visitor.get("/lacak/saya/").status_code == 302
    assert open_browser(folk, "Budi").get("/lacak/saya/").status_code == 200
    assert open_browser(folk, "Made").get("/lacak/saya/").status_code == 200
