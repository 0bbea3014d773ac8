"""The pictures of the README, taken of the demo as it is: make pictures."""

import io
import shutil
import subprocess

import pytest
from PIL import Image

from kentongan.config import env
from kentongan.config.paths import ROOT
from tests.journeys import ways
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, find_facts
from tests.journeys.running import wait_until

pytestmark = [
    *JOURNEY,
    pytest.mark.skipif(not env.flag("PICTURES", default=False), reason="PICTURES=1 takes them"),
    pytest.mark.timeout(600),
]
FOLDER = ROOT / "docs" / "pictures"
QUALITY = 78
LETTER_WIDTH = 720
WATIS = """SELECT c.code FROM "case" c JOIN people_person p ON p.id = c.applicant_id
           JOIN people_user u ON u.id = p.user_id
           WHERE u.email = %s AND (c.state, coalesce(c.outcome, '')) = (%s, %s) LIMIT 1"""


@pytest.mark.parametrize("language", ["id", "en"])
def test_pictures_of_a_phone(invite, house, language):
    wati = invite("wati", width=PHONE, language=language, sharpness=2)
    wati.open("/")
    keep("home", wati)
    wati.open(f"/layanan/{ways.SKU}/ajukan/")
    ways.fill_applicant(wati)
    wati.type(**ways.BUSINESS)
    wati.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    keep("form", wati)
    wati.log_in()
    wati.open(f"/lacak/{find_case(house, 'waiting')}/")
    keep("tracking", wati)
    granted = find_case(house, "closed", "granted")
    if shutil.which("pdftoppm") and language == "id":  # letters are in Indonesian
        keep_picture("letter", language, draw_page(wati.fetch(f"/lacak/{granted}/surat/")))
    token = house.query('SELECT l.token FROM letter l JOIN "case" c ON c.id = l.case_id '
                        "WHERE c.code = %s", granted)[0][0]  # fmt: skip
    wati.open(f"/surat/{token}/")
    keep("verification", wati)


@pytest.mark.parametrize("language", ["id", "en"])
def test_pictures_of_a_screen(invite, house, language):
    sari = invite("sari", language=language)
    sari.open(f"/layanan/{ways.SKU}/")
    keep("service", sari)
    sari.open("/kinerja/")
    keep("scoreboard", sari)
    sari.log_in(next_path=sari.address("/meja/").removeprefix(house.url))
    sari.press("[data-case]")
    keep("desk", sari)


@pytest.mark.parametrize("language", ["id", "en"])
def test_pictures_of_cameras_and_permits(invite, house, language):
    house.open_cameras()
    winda = invite("winda", language=language)
    winda.log_in(next_path=winda.address("/meja/izin/").removeprefix(winda.house.url))
    keep("ledger", winda)
    tono = invite("tono", language=language)
    tono.log_in(next_path=tono.address("/meja/kamera/").removeprefix(tono.house.url))
    tono.page.select_option("[name=purpose]", "traffic")
    tono.type(words="Pantauan pagi")
    tono.press("main form button")
    wait_until(lambda: tono.page.locator("[data-camera-now=live]").count() > 1)
    keep("cameras", tono)


@pytest.mark.parametrize("language", ["id", "en"])
def test_pictures_of_what_the_regency_says(invite, language):
    reader = invite("", width=PHONE, language=language, sharpness=2)
    for name, path in (("notices", "/pengumuman/"), ("visits", "/jadwal/sim-keliling/wongsorejo/")):
        reader.open(path)
        keep(name, reader)
    reader.open("/kabar/")
    keep("news", reader)
    reader.press(".stories h2 a")
    reader.sees("article")
    keep("article", reader)


def find_case(house, state, outcome=""):
    """Return the code of a case of Wati's."""
    return house.query(WATIS, find_facts("wati")["email"], state, outcome)[0][0]


def keep(name, person):
    """Keep what a person sees in the window."""
    keep_picture(name, person.language, person.page.screenshot())


def keep_picture(name, language, picture):
    ending = "" if language == "id" else f".{language}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.save(FOLDER / f"{name}{ending}.webp", quality=QUALITY, method=6)


def draw_page(pdf):
    """Return the first page of a letter as a picture."""
    arguments = ["pdftoppm", "-png", "-singlefile", "-scale-to-x", str(LETTER_WIDTH)]
    drawn = subprocess.run(
        [*arguments, "-scale-to-y", "-1", "-"], input=pdf, capture_output=True, check=True
    )
    return drawn.stdout
