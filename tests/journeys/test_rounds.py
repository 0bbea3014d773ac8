"""Wednesday's visit is cancelled: who follows it is told, and page and calendar say so."""

from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND
from tests.journeys.running import wait_until

pytestmark = JOURNEY
STOP = "/jadwal/sim-keliling/wongsorejo/"
ADDRESS = "wati.keliling@warga.example"
KEPT = "SELECT count(*) FROM outbox_kept"


def open_mail(made, house, *, count):
    """Open the newest letter to our reader that the demo kept."""
    assert wait_until(lambda: house.query(KEPT)[0][0] > count)
    made.open("/meja/surat-keluar/")
    made.press(f'main li:has-text("{ADDRESS}") a')


def follow(wati, made, house):
    """Type an address at the place, and say yes in the mail; return what is wrong."""
    before = house.query(KEPT)[0][0]
    wati.open("/jadwal/?kecamatan=35.10.18")
    faults = find_faults(wati.page, language="id")
    wati.press(f'main a[href="{STOP}"]')
    faults += find_faults(wati.page, language="id")
    wati.find('main [name="email"]').fill(ADDRESS)
    wati.press(f"main form.follow {SEND}")
    open_mail(made, house, count=before)
    wati.open(made.find('main a[href*="/kabar/langganan/"]').first.get_attribute("href"))
    wati.press(f"main form {SEND}")
    return faults


def cancel(surya):
    """Cancel the next visit on a phone; return its day and what is wrong."""
    surya.open("/meja/jadwal/")
    faults = find_faults(surya.page, language="id")
    row = surya.find('main li[data-stop="sim-keliling/wongsorejo"]').first
    day = row.get_attribute("data-date")
    surya.press('main li[data-stop="sim-keliling/wongsorejo"] a')
    surya.unfold("#batal")
    surya.find('#batal [value="vehicle"]').check()
    faults += find_faults(surya.page, language="id")
    surya.press(f"#batal {SEND}")
    return day, faults


def test_who_follows_the_wednesday_visit_is_told_that_nobody_comes(invite, house):
    wati, surya, made = invite("", width=PHONE), invite("surya", width=PHONE), invite("made")
    made.log_in()
    faults = follow(wati, made, house)
    before = house.query(KEPT)[0][0]

    surya.log_in()
    day, found = cancel(surya)
    faults += found
    open_mail(made, house, count=before)
    assert STOP in made.find("main").inner_html()

    wati.open(STOP)
    assert wati.find(f'[data-date="{day}"][data-coming="cancelled"]').is_visible()
    faults += find_faults(wati.page, language="id")
    calendar = wati.fetch("/jadwal/sim-keliling.ics").decode().replace("\r\n ", "")
    override = calendar.partition(f"RECURRENCE-ID;TZID=Asia/Jakarta:{day.replace('-', '')}T080000")
    assert "STATUS:CANCELLED" in override[2].partition("END:VEVENT")[0]
    assert faults == []
