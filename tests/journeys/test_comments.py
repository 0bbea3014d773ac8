"""A stranger writes below an article; it waits; Nadia accepts it by keyboard; it is shown."""

from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.running import wait_until

pytestmark = JOURNEY
WORDS = "Apakah jadwal malam juga berlaku selama bulan puasa?"
STATE = "SELECT state FROM news_comment WHERE words = %s"


def test_a_strangers_comment_waits_until_an_editor_accepts_it(invite, house):
    reader, nadia = invite(width=360, script=False), invite("nadia")
    reader.open("/kabar/")
    reader.press(".stories h2 a")
    article = reader.page.url
    reader.type(name="Pembaca", email="pembaca@warga.example", words=WORDS)
    reader.press("#tulis button")
    own = reader.page.url
    assert reader.sees(".said.ok")
    assert house.query(STATE, WORDS) == [("waiting",)]
    reader.open(article)
    assert reader.find(f"text={WORDS}").count() == 0

    nadia.log_in()
    nadia.open("/meja/kabar/komentar/?kotak=menunggu")
    faults = find_faults(nadia.page, language="id")
    mine = nadia.find(f'[data-item]:has-text("{WORDS}")')
    for _ in range(nadia.find("[data-item]").count()):
        nadia.page.keyboard.press("j")
        if mine.evaluate("item => item === document.activeElement"):
            break
    nadia.page.keyboard.press("a")
    assert wait_until(lambda: house.query(STATE, WORDS) == [("shown",)])

    assert reader.find(f"text={WORDS}").count() == 0
    assert wait_until(lambda: _shows(reader, article))
    reader.open(own)
    assert reader.find(".said.ok").count() == 1
    assert faults == []


def _shows(reader, article) -> bool:
    """Other processes ask for the edition once a second."""
    reader.open(article)
    return bool(reader.find(f".comment >> text={WORDS}").count())
