"""A reader: types an address, says yes, gets Saturday's digest, leaves by the mail's own button."""

import re
import urllib.request

from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND
from tests.journeys.running import wait_until

pytestmark = JOURNEY
ADDRESS = "pembaca.setia@warga.example"
# The open edition is due next Saturday; the journey does not wait for it.
SATURDAY_COMES = """UPDATE mailing SET due_at = date_trunc('minute', now())
    WHERE kind = 'weekly' AND state IN ('draft', 'review') RETURNING id::text"""
IS_SENT = """SELECT 1 FROM mailing m JOIN mailing_delivery d ON d.mailing_id = m.id
    JOIN mailing_reader r ON r.id = d.reader_id
    WHERE m.id::text = %s AND d.state = 'sent' AND r.domain = 'warga.example'"""
LEFT = "SELECT count(*) FROM mailing_reader WHERE state = 'left'"
KEPT = "SELECT count(*) FROM outbox_kept"
LEAVE = '[data-header="List-Unsubscribe"]'


def open_mail(made, house, *, count):
    """Open the newest letter to our reader that the demo kept."""
    assert wait_until(lambda: house.query(KEPT)[0][0] > count)
    made.open("/meja/surat-keluar/")
    made.press(f'main li:has-text("{ADDRESS}") a')


def say_yes(reader, made, house):
    """Type an address, open the link of the mail that asks, say yes; return what is wrong."""
    before = house.query(KEPT)[0][0]
    reader.open("/kabar/langganan/")
    faults = find_faults(reader.page, language="id")
    reader.find('main [name="email"]').fill(ADDRESS)
    reader.find('main [name="topics"][value="news"]').check()
    reader.press(f'main form:has([name="email"]) {SEND}')
    faults += find_faults(reader.page, language="id")
    open_mail(made, house, count=before)
    reader.open(made.find('main a[href*="/kabar/langganan/"]').first.get_attribute("href"))
    reader.press(f"main form {SEND}")
    assert reader.find('main [name="language"]').count() == 2
    return faults + find_faults(reader.page, language="id")


def approve(nadia, rendra, edition):
    """One editor writes, another approves; return what is wrong."""
    nadia.log_in()
    nadia.open(f"/meja/kabar/edaran/{edition}/")
    nadia.type(words_id="Selamat pagi.", words_en="Good morning.")
    nadia.press('main [value="save"]')
    nadia.press('main [value="submit"]')
    rendra.log_in()
    rendra.open(f"/meja/kabar/edaran/{edition}/")
    faults = find_faults(rendra.page, language="id")
    rendra.press('main [value="approve"]')
    return faults


def leave(header):
    """Do what a mail program does when its button is pressed (RFC 8058)."""
    address = re.fullmatch(r"<(http://[^>]+/henti/\?edaran=[0-9a-f-]+)>", header.strip())[1]
    with urllib.request.urlopen(address, data=b"List-Unsubscribe=One-Click") as answer:  # noqa: S310
        assert answer.status == 200


def test_from_the_address_to_the_one_click(invite, house):
    reader, made = invite("", width=PHONE), invite("made")
    nadia, rendra = invite("nadia"), invite("rendra", width=PHONE)
    made.log_in()
    faults = say_yes(reader, made, house)
    edition, before = house.query(SATURDAY_COMES)[0][0], house.query(KEPT)[0][0]

    faults += approve(nadia, rendra, edition)
    assert wait_until(lambda: house.query(IS_SENT, edition))
    open_mail(made, house, count=before)
    assert "Selamat pagi." in made.find("main").inner_text()
    leave(made.find(LEAVE).text_content())

    assert house.query(LEFT)[0][0] == 1
    assert faults == []
