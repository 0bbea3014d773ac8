"""A shop from the first document to its certificate, with the camera that faces the road."""

from typing import Any

from tests.journeys import ways
from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND
from tests.journeys.running import wait_until

pytestmark = JOURNEY
VILLAGE = "35.10.16.1002"
LAT, LON = -8.2301, 114.3641
ROAD = """INSERT INTO road (name, line, west, south, east, north, source)
          VALUES ('Jalan Uji', %s::jsonb, %s, %s, %s, %s, 'journey') RETURNING id"""
STANDING = "SELECT standing FROM permit WHERE code = %s"
SENT = """SELECT 1 FROM permit p JOIN building b ON b.id = p.building_id
          WHERE b.name = 'Toko Uji'"""
CAMERA_OF_SHOP = "SELECT id, code FROM camera WHERE name = 'Gerbang Toko Uji'"
DAYS = """INSERT INTO camera_day (camera_id, date, looks, alive, down, frozen, black, covered,
          moved) SELECT %s, (now() AT TIME ZONE 'Asia/Jakarta')::date - day, 24, 24, 0, 0, 0, 0, 0
          FROM generate_series(1, 8) AS day ON CONFLICT DO NOTHING"""
SHOP = {
    "name": "Toko Uji", "function": "business", "work": "new", "floor_area": "240", "floors": "2",
    "village": VILLAGE, "address": "Jalan Uji 5",
}  # fmt: skip
CAMERA = {
    "name": "Gerbang Toko Uji", "lat": str(LAT), "lon": str(LON), "bearing": "0",
    "contact": "0812 3456 7009", "mode": "stream", "has_consented": "yes",
}  # fmt: skip


def draw_road(house: Any) -> None:
    """A road eleven metres south of the shop."""
    south = LAT - 0.0001
    line = f"[[{LON - 0.001}, {south}], [{LON + 0.001}, {south}]]"
    house.query(ROAD, line, LON - 0.001, south, LON + 0.001, south)


def bring(lukman: Any, *, but: int = 0) -> list[str]:
    """Attach a photo for every required document but the last so many; returns what is left."""
    fields = lukman.find('main .field:has(.mark:text-is("wajib")) input[type=file]')
    names = [fields.nth(n).get_attribute("name") for n in range(fields.count())]
    taken = names[: len(names) - but]
    lukman.attach(*taken)
    return names[len(taken) :]


def apply_for(lukman: Any) -> str:
    """Press send and return the code of the permit."""
    lukman.press('button[name="kirim"]')
    lukman.page.wait_for_url("**/izin/milik/*-*/")
    return str(lukman.find(".code").first.inner_text()).strip()


def review(bagas: Any, code: str, *, inspects: bool = False) -> None:
    """Accept every document and hand the permit on."""
    bagas.open(f"/meja/izin/{code}/")
    assert find_faults(bagas.page, language="id") == []
    for choice in bagas.find('main input[value="accepted"]').all():
        choice.check()
    bagas.press(f'form[action$="/periksa/"] {SEND}')
    if inspects:
        bagas.unfold("#lapangan")
        bagas.attach("photo", within="#lapangan")
        bagas.find('#lapangan [name="is_fitting"][value="yes"]').check()
        bagas.press(f"#lapangan {SEND}")
    decide(bagas, code, "forward")


def decide(officer: Any, code: str, decision: str) -> None:
    officer.open(f"/meja/{code}/")
    ways.choose(officer, decision)


def is_issued(house: Any, code: str) -> bool:
    return bool(house.query(STANDING, code)[0][0] == "issued")


def ask_for_approval(lukman: Any, house: Any) -> tuple[str, list[str]]:
    """Tell of the shop, be told what is missing, bring it; returns the code and what axe found."""
    lukman.open("/izin/pbg/ajukan/")
    lukman.type(**SHOP)
    lukman.find("[data-amount]").wait_for()
    assert lukman.find("[data-amount]").inner_text() == "Rp5.232.000"
    faults = find_faults(lukman.page, language="id")
    lukman.press(f"form[data-estimate] {SEND}:not([formaction])")
    left = bring(lukman, but=2)
    lukman.press('button[name="kirim"]')
    assert "2 dokumen" in lukman.find("[data-precheck]").inner_text()
    assert house.query(SENT) == []
    faults += find_faults(lukman.page, language="id")
    lukman.attach(*left)
    return apply_for(lukman), faults


def declare_camera(lukman: Any, house: Any) -> list[str]:
    """Point the camera away from the road, see why it is refused, and turn it."""
    lukman.press('main a[href*="/izin/kewajiban/"]')
    lukman.type(**CAMERA)
    lukman.unfold("#kamera details:has([name=url])")
    lukman.type(url=f"rtsp://127.0.0.1:{house.port + 2}/one")
    lukman.press(f"#kamera form > p {SEND}")
    assert lukman.find("[data-refused] svg polygon").is_visible()
    faults = find_faults(lukman.page, language="id")
    lukman.type(bearing="180")
    lukman.press(f"#kamera form > p {SEND}")
    assert lukman.find('[data-camera="declared"]').is_visible()
    return faults + find_faults(lukman.page, language="id")


def verify_camera(tono: Any, code: str) -> list[str]:
    """Let the machine look at the camera, and then an officer."""
    tono.open(f"/meja/kamera/{code}/periksa/")
    look = 'main a[href$="/lihat-mata/"]'
    if not tono.find(look).count():
        tono.press(f"main [data-live] {SEND}")
        assert tono.sees(look, seconds=30)
    faults = find_faults(tono.page, language="id")
    tono.press(look)
    tono.find('[name="sees_road"][value="yes"]').check()
    faults += find_faults(tono.page, language="id")
    tono.press(f"main form.card {SEND}")
    return faults


def pay(winda: Any, code: str) -> None:
    """Record at the counter what the bill asked for."""
    winda.open(f"/meja/izin/{code}/")
    winda.unfold("#bayar")
    winda.type(reference=f"STS-{code}")
    winda.press(f"#bayar {SEND}")


def approve(winda: Any, bagas: Any, eko: Any, *, code: str) -> None:
    """Check, review, price and approve: then the bill is asked for."""
    decide(winda, code, "forward")
    review(bagas, code)
    decide(bagas, code, "forward")
    decide(eko, code, "forward")


def certify(lukman: Any, officers: list[Any]) -> str:
    """Ask for the certificate and carry it through; returns its code."""
    winda, bagas, eko, yusuf = officers
    lukman.press("section:has-text('Toko Uji') [data-ask-slf]")
    bring(lukman)
    code = apply_for(lukman)
    decide(winda, code, "forward")
    review(bagas, code, inspects=True)
    decide(eko, code, "forward")
    decide(yusuf, code, "grant")
    return code


def test_a_shop_gets_its_approval_its_camera_and_its_certificate(invite, house):
    lukman = invite("lukman", width=PHONE)
    officers = [invite(name) for name in ("winda", "bagas", "eko", "yusuf", "tono")]
    winda, bagas, eko, yusuf, tono = officers
    house.open_cameras()
    for person in (lukman, *officers):
        person.log_in()
    draw_road(house)

    code, faults = ask_for_approval(lukman, house)
    approve(winda, bagas, eko, code=code)
    lukman.page.reload()
    assert lukman.find('[data-bill="open"]').is_visible()
    faults += find_faults(lukman.page, language="id")
    pay(winda, code)
    decide(yusuf, code, "grant")
    assert wait_until(lambda: is_issued(house, code))
    lukman.page.reload()
    assert lukman.find("#surat a").first.is_visible()
    faults += declare_camera(lukman, house)
    camera_id, camera = house.query(CAMERA_OF_SHOP)[0]
    faults += verify_camera(tono, camera)
    house.query(DAYS, camera_id)  # seven days that nobody here can wait for

    lukman.open("/izin/milik/")
    faults += find_faults(lukman.page, language="id")
    slf = certify(lukman, officers[:4])
    assert wait_until(lambda: is_issued(house, slf))
    lukman.page.reload()
    assert lukman.find('[data-standing="issued"]').is_visible()
    assert faults == []


def test_who_ignores_the_duty_gets_three_letters_and_no_relief(invite, house):
    hendra, winda = invite("hendra", width=PHONE, language="en"), invite("winda", width=PHONE)
    hendra.log_in()
    winda.log_in()

    hendra.open("/izin/milik/")
    hendra.press('main a[href*="/izin/kewajiban/"]')
    assert hendra.find('[data-duty="overdue"]').is_visible()
    assert hendra.find('main a[href*="/surat/"]').count() == 3
    assert hendra.find('[data-relief="refused"]').is_visible()
    faults = find_faults(hendra.page, language="en")
    winda.open("/meja/izin/?standing=overdue")
    assert winda.find("[data-ledger] .tag.late").first.is_visible()
    assert "Hendra" in winda.find("[data-ledger]").inner_text()
    faults += find_faults(winda.page, language="id")
    winda.press('[data-ledger] a[href*="/meja/izin/"]')

    assert faults + find_faults(winda.page, language="id") == []
