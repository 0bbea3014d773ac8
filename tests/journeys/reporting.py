"""What several journeys of reports do: report, check, mend, follow."""

from typing import Any

from tests.journeys import ways
from tests.journeys.persons import SEND, Person

FORM = "form[data-report]"
CAR = "Mobil putih parkir di trotoar depan pasar, pejalan kaki turun ke jalan."
MENDED = "Sudah ditegur dan dipindah."


def fill_report(wati: Person, **changes: str) -> None:
    """Fill in the form: a photo, words, category and place."""
    wati.attach("photo", within=FORM)
    wati.type(description=CAR)
    facts = {"category": "parkir-trotoar", "village_code": ways.VILLAGE} | changes
    wati.type(**facts, place_words="depan pasar Sumberayu")
    if wati.script:
        wati.type(q_vehicle="mobil")


def send_report(wati: Person) -> str:
    """Press the one button and return the code of the receipt."""
    wati.find(f"{FORM} {SEND}").first.click()
    if wati.script:
        wati.page.wait_for_url("**/lapor/terkirim/**")
    else:
        wati.page.wait_for_load_state()
    return str(wati.find(".code").first.inner_text()).strip()


def check_report(sari: Person, code: str) -> None:
    """Hand on at the desk what is true."""
    sari.open(f"/meja/{code}/")
    ways.choose(sari, "forward")


def open_stop(yudi: Person, code: str) -> str:
    """Unfold the form by which a stop of the road is closed; returns its selector."""
    stop = f'[data-stop="{code}"]'
    yudi.unfold(f"{stop} details")
    return f"{stop} form[data-close]"


def close_stop(yudi: Person, code: str, note: str = MENDED) -> None:
    """Close it with a photo, without waiting for what happens then."""
    form = open_stop(yudi, code)
    yudi.attach("photo", within=form)
    yudi.find(f'{form} [name="note"]').fill(note)
    yudi.find(f"{form} {SEND}").first.click()


def list_kept(person: Person, store: str) -> list[Any]:
    """Return what the device still holds."""
    kept: list[Any] = person.page.evaluate(f"Outbox.list('{store}')")
    return kept
