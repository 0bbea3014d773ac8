"""Wati's business letter, from the form on her phone to the sealed file and her rating."""

import pytest

from tests.journeys import ways
from tests.journeys.letters import Letter, check_seal, list_pdfa_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import LIVE_SECONDS, PHONE, SEND

pytestmark = JOURNEY
LETTER = '#main a[href$="/surat/"]'


@pytest.mark.parametrize(
    ("language", "script"), [("id", True), ("en", False)], ids=["with script", "without script"]
)
def test_wati_gets_her_business_letter_at_home(invite, house, language, script):
    reader = {"language": language, "script": script}
    wati, sari = invite("wati", width=PHONE, **reader), invite("sari", **reader)
    sari.log_in(next_path="/meja/")
    ended = house.read_board()

    code = ways.apply_for_business_letter(wati)
    ask_for_a_clearer_photo(sari, code)
    at_home = invite("wati", width=PHONE, **reader)
    answer_from_the_tracking_page(at_home, sari, code)
    ways.open_case(sari, code)
    ways.choose(sari, "forward")
    joko = invite("joko", **reader)
    joko.log_in()
    ways.open_case(joko, code)
    ways.choose(joko, "grant")
    letter = download(at_home)

    assert "Ternak bebek Sumberayu" in letter.words
    check_the_file(at_home, letter)
    check_the_page_of_the_code(invite("", width=PHONE, **reader), letter)
    ways.rate(at_home, code)
    assert house.query('SELECT u1, u9 FROM case_survey s JOIN "case" c ON c.id = s.case_id '
                       "WHERE c.code = %s", code) == [(4, 4)]  # fmt: skip
    if script:
        assert house.read_board(is_fresh=True) >= ended + 2


def ask_for_a_clearer_photo(sari, code):
    """Sari's list shows the case by itself; she asks, and the clock stops."""
    if sari.script:
        assert sari.sees(f"#row-{code}", seconds=LIVE_SECONDS)
    else:
        sari.open("/meja/")
    sari.press(f"#row-{code}")
    ways.choose(sari, "ask", "Foto KTP kurang terang. Tolong kirim foto yang lebih terang.")
    sari.open(f"/meja/{code}/")
    assert sari.find(".clocks .clock.paused").count() == 2


def answer_from_the_tracking_page(wati, sari, code):
    """A fresh browser knows nothing of her: the code and four digits open the page."""
    ways.track(wati, code)
    assert wati.find(".clock.paused").count() == 1
    ways.answer(wati, "Ini foto yang lebih terang.")
    assert wati.find(".clock.paused").count() == 0
    assert wati.find(".clock.ok").count() == 1
    if sari.script:
        assert sari.sees("#news a", seconds=LIVE_SECONDS)
    sari.open(f"/meja/{code}/")
    assert sari.find(".clocks .clock.paused").count() == 0


def download(wati):
    """The worker makes the letter; the page says so by itself."""
    assert wati.sees(LETTER, seconds=30)
    return Letter(wati.fetch(wati.find(LETTER).get_attribute("href")))


def check_the_file(wati, letter):
    root = wati.fetch("/surat/otoritas.pem")
    report = check_seal(letter.pdf, root=root)

    assert list_pdfa_faults(letter.pdf) == []
    assert report.holds, report.problem
    assert not check_seal(letter.change_one_byte(), root=root).holds
    for pdf, verdict in ((letter.pdf, ".said.ok"), (letter.change_one_byte(), ".verdict.late")):
        wati_now = wati.page.url
        wati.open("/surat/periksa/")
        wati.find("input[name=file]").set_input_files(
            {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": pdf}
        )
        wati.press(f"main form {SEND}")
        assert wati.find(verdict).is_visible()
        wati.open(wati_now)


def check_the_page_of_the_code(bank, letter):
    """Whoever scans the code reads that it holds; with the holder's code gets the whole letter."""
    bank.open(letter.address.replace(bank.house.url, bank.address("")))

    assert bank.find(".verdict:not(.late):not(.soon)").is_visible()
    assert "Wati Suryandari" not in bank.find("main").inner_text()
    bank.type(code=letter.holder_code)
    with bank.page.expect_response(lambda answer: answer.request.method == "POST") as waiting:
        bank.find(f"main form:has([name=code]) {SEND}").click()
    assert waiting.value.headers["content-type"] == "application/pdf"
