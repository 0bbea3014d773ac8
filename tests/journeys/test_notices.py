"""A NOTAM from the airport's text to every page, to mail, and to its end."""

from datetime import UTC, datetime, timedelta

from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND
from tests.journeys.running import wait_until

pytestmark = JOURNEY
NUMBER = "B7401/26"
TOLD = "SELECT 1 FROM mailing_item WHERE topic = 'notices/airport' AND title_id LIKE %s"


def write_notam():
    now = datetime.now(UTC)
    begins, ends = (f"{now + timedelta(hours=n):%y%m%d%H%M}" for n in (-1, 5))
    return f"""NOTAMN {NUMBER}
q) waaf/qfalc/iv/nbo/a/000/999/0818s11420e005
a) WADY b) {begins} c) {ends}
e) AD CLSD"""


def test_the_airport_closes_and_opens_again(invite, house):
    nadia, wati = invite("nadia"), invite("", width=PHONE)
    nadia.log_in(next_path="/meja/pengumuman/notam/")
    nadia.type(text="Bandara ditutup")
    nadia.press(f"main form {SEND}")
    assert nadia.find(".errors, .error, [role=alert]").count()
    nadia.type(text=write_notam())
    nadia.press(f"main form {SEND}")
    nadia.sees(f'.facts dd:text-is("{NUMBER}")')
    assert find_faults(nadia.page, language="id") == []
    nadia.unfold("#penerbangan")
    nadia.type(flights="XX 101; Jakarta–Banyuwangi; 09.15")
    nadia.press(f"#penerbangan {SEND}")
    nadia.type(alone_reason="Bandara menelepon, rekan tidak terjangkau.")
    nadia.press(f"#terbit {SEND}")

    def is_shown():
        wati.open("/lacak/")
        return (
            wati.find(
                ".alerts a",
            )
            .filter(has_text="Bandara Banyuwangi ditutup")
            .count()
            > 0
        )

    assert wait_until(is_shown, seconds=10)
    wati.find(".alerts a").filter(has_text="Bandara Banyuwangi ditutup").first.click()
    wati.page.wait_for_load_state()
    assert find_faults(wati.page, language="id") == []
    assert house.query(TOLD, "Bandara Banyuwangi ditutup%")

    nadia.press(f"#batal {SEND}")

    assert wait_until(lambda: not is_shown(), seconds=10)
    assert house.query(TOLD, "%: Bandara Banyuwangi ditutup%")
