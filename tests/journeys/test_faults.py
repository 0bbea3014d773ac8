"""Faults that were tried: pressed twice, decided twice, killed in the middle, database away."""

import threading
import time

from tests.journeys import ways
from tests.journeys.letters import Letter
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND
from tests.journeys.running import ask, wait_until

pytestmark = JOURNEY
LETTER = '#main a[href$="/surat/"]'


def test_a_button_pressed_twice_makes_one_case(invite, house):
    wati = invite("wati", width=PHONE)
    wati.open(f"/layanan/{ways.SKU}/ajukan/")
    ways.fill_applicant(wati)
    ways.fill_business(wati)
    ways.bring_papers(wati)
    before = house.count_cases()

    wati.find(f'form[action*="/kirim/"] {SEND}').dblclick()
    wati.page.wait_for_url("**/lacak/**")

    assert house.count_cases() == before + 1


def test_of_two_officers_one_wins_and_the_other_is_told_who(invite):
    wati = invite("wati")
    code = ways.submit_by_program(wati)
    at_home, at_office = invite("sari"), invite("sari")
    for sari in (at_home, at_office):
        sari.log_in()
        sari.open(f"/meja/{code}/")

    note = "Mohon foto KTP yang lebih terang."
    ways.choose(at_home, "forward")
    ways.choose(at_office, "ask", note)

    refusal = at_office.find("[role=alert]").inner_text()
    assert "Sari" in refusal
    assert note in at_office.find("#kept-text").input_value()


def test_a_worker_killed_while_issuing_issues_once_and_with_one_number(invite, house):
    wati, sari, joko = invite("wati", width=PHONE), invite("sari"), invite("joko")
    code = ways.submit_by_program(wati)
    sari.log_in()
    ways.open_case(sari, code)
    ways.choose(sari, "forward")
    joko.log_in()
    ways.open_case(joko, code)

    with house.holding_letters():
        ways.choose(joko, "grant")
        assert wait_until(house.is_issuing)
        house.kill("worker")
    ways.track(wati, code)

    assert wati.sees(LETTER, seconds=60)
    letter = Letter(wati.fetch(wati.find(LETTER).get_attribute("href")))
    ours = house.query('SELECT l.number FROM letter l JOIN "case" c ON c.id = l.case_id '
                       "WHERE c.code = %s", code)  # fmt: skip
    gaps = house.query("SELECT office_id FROM letter GROUP BY office_id, type_slug, year "
                       "HAVING max(number) <> count(*)")  # fmt: skip
    assert len(ours) == 1
    assert gaps == []
    assert letter.holder_code


def test_the_database_is_restarted_under_load_and_all_recover_by_themselves(invite, house):
    wati, sari = invite("wati"), invite("sari")
    sari.log_in()
    sari.open("/meja/")
    stop = threading.Event()
    answers: list[int] = []
    visitors = [threading.Thread(target=knock, args=(house, stop, answers)) for _ in range(3)]
    for visitor in visitors:
        visitor.start()

    house.server.stop()
    assert wait_until(lambda: answers and answers[-1] != 200, seconds=10)
    assert ask(f"{house.url}/healthz") == 200
    house.server.start(fast=True)
    assert wait_until(house.is_ready, seconds=30)
    stop.set()
    for visitor in visitors:
        visitor.join(10)

    code = ways.submit_by_program(wati)
    assert sari.sees(f"#row-{code}", seconds=15)
    assert wait_until(lambda: house.has_sent_mail(code), seconds=40)


def knock(house, stop, answers):
    """Open the home page again and again."""
    while not stop.is_set():
        answers.append(ask(f"{house.url}/layanan/"))
        time.sleep(0.05)
