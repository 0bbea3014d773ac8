"""A car on the pavement: from Wati's photo to her yes or no; also without network or script."""

import pytest

from tests.journeys import reporting, ways
from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND
from tests.journeys.reporting import CAR, FORM, MENDED
from tests.journeys.running import wait_until

pytestmark = JOURNEY
ONLY_THE_PAGE_SENDS = "delete Navigator.prototype.serviceWorker"
STANDING = "SELECT standing FROM report WHERE code = %s"


def find_standing(house, code):
    return house.query(STANDING, code)[0][0]


def count_reports(house):
    return house.query("SELECT count(*) FROM report")[0][0]


def test_from_the_photo_to_the_yes(invite, house):
    wati, sari, yudi = invite("", width=PHONE), invite("sari"), invite("yudi", width=PHONE)
    wati.open("/lapor/")
    faults = find_faults(wati.page, language="id")
    reporting.fill_report(wati)
    code = reporting.send_report(wati)
    faults += find_faults(wati.page, language="id")
    assert wati.find("[data-pin]").inner_text().isdecimal()
    wati.press(f'main a[href$="/lacak/{code}/"]')
    assert wati.find(".clock").first.is_visible()

    sari.log_in()
    sari.open(f"/meja/{code}/")
    assert CAR in sari.find("main").inner_text()
    ways.choose(sari, "forward")
    yudi.log_in()
    yudi.open("/meja/lapangan/")
    assert yudi.find(f'[data-stop="{code}"] .clock').is_visible()
    faults += find_faults(yudi.page, language="id")
    reporting.close_stop(yudi, code)
    assert wait_until(lambda: find_standing(house, code) == "mended")
    assert wait_until(lambda: not yudi.find(f'[data-stop="{code}"]').count())

    wati.open(f"/lacak/{code}/")
    assert wati.find(".before-after img").count() == 2
    assert MENDED in wati.find("main").inner_text()
    faults += find_faults(wati.page, language="id")
    wati.press('form:has([name="judgement"][value="confirm"]) button')

    assert find_standing(house, code) == "confirmed"
    assert faults + find_faults(wati.page, language="id") == []


def test_from_the_photo_to_the_no_without_script(invite, house):
    wati, sari, yudi = (
        invite("", width=PHONE, script=False),
        invite("sari", script=False),
        invite("yudi", width=PHONE, script=False),
    )
    wati.open("/lapor/")
    reporting.fill_report(wati)
    wati.press(f"{FORM} {SEND}")
    wati.type(q_vehicle="mobil")
    code = reporting.send_report(wati)
    sari.log_in()
    reporting.check_report(sari, code)
    yudi.log_in()
    yudi.open("/meja/lapangan/")
    reporting.close_stop(yudi, code)
    yudi.page.wait_for_load_state()
    assert find_standing(house, code) == "mended"

    wati.open(f"/lacak/{code}/")
    wati.press(f'main a[href$="/lapor/{code}/hasil/"]')
    wati.find('main [name="reason"]').fill("Mobilnya kembali lagi sore ini.")
    wati.attach("photo", within='form:has([name="reason"])')
    wati.press(f'form:has([name="reason"]) {SEND}')

    assert find_standing(house, code) == "working"
    yudi.open("/meja/lapangan/")
    assert yudi.find(f'[data-stop="{code}"]').is_visible()


def test_a_report_written_without_network_is_sent_when_it_is_back(invite, house):
    wati = invite("", width=PHONE)
    wati.open("/lapor/")
    wati.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    before = count_reports(house)

    wati.context.set_offline(True)
    wati.open("/lapor/")
    reporting.fill_report(wati)
    wati.find(f"{FORM} {SEND}").first.click()
    wati.find("[data-item]").first.wait_for()
    assert count_reports(house) == before
    [item] = reporting.list_kept(wati, "reports")
    assert (item["state"], len(item["photos"])) == ("waiting", 1)
    faults = find_faults(wati.page, language="id")
    wati.context.set_offline(False)

    assert wait_until(lambda: count_reports(house) == before + 1)
    assert wait_until(lambda: not reporting.list_kept(wati, "reports"))
    wati.find("[data-outbox] .code").first.wait_for()
    wati.press("[data-outbox] a.button")
    assert wati.find("[data-pin]").inner_text().isdecimal()
    assert wait_until(lambda: not reporting.list_kept(wati, "received"))
    assert faults == []


def test_what_is_sent_twice_by_a_device_is_one_report(invite, house):
    wati = invite("", width=PHONE)
    wati.page.add_init_script(ONLY_THE_PAGE_SENDS)
    wati.open("/lapor/")
    before = count_reports(house)
    lost = []

    def lose_the_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    wati.page.route("**/lapor/kirim/", lose_the_answer)
    reporting.fill_report(wati)
    wati.find(f"{FORM} {SEND}").first.click()
    wati.find("[data-item] button").first.wait_for()
    wati.find("[data-item] button").first.click()
    wati.find("[data-outbox] .code").first.wait_for()

    assert lost == [201]
    assert count_reports(house) == before + 1


def test_a_photo_goes_on_where_it_was_cut(invite, house):
    wati = invite("", width=PHONE)
    wati.page.add_init_script(ONLY_THE_PAGE_SENDS)
    wati.open("/lapor/")
    cut = []

    def cut_once(route):
        if route.request.method == "PATCH" and len(cut) < 2:
            cut.append(route.request.headers["upload-offset"])
            return route.abort() if len(cut) == 2 else route.continue_()
        return route.continue_()

    wati.page.route("**/lapor/unggah/**", cut_once)
    reporting.fill_report(wati)
    wati.page.evaluate(BIG_PHOTO)
    wati.find(f"{FORM} {SEND}").first.click()
    wati.find("[data-item] button").first.wait_for()
    wati.find("[data-item] button").first.click()
    wati.find("[data-outbox] .code").first.wait_for()

    assert cut[0] == "0"
    assert int(cut[1]) > 0


# Noise does not pack well: this photo is larger than two pieces.
BIG_PHOTO = """async () => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 900;
  const pen = canvas.getContext("2d"), noise = pen.createImageData(900, 900);
  for (let at = 0; at < noise.data.length; at++) noise.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
  pen.putImageData(noise, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.7));
  const hold = new DataTransfer();
  hold.items.add(new File([blob], "besar.jpg", { type: "image/jpeg" }));
  const input = document.querySelector("form[data-report] [name=photo]");
  input.files = hold.files;
}"""  # noqa: E501


def test_a_mistake_is_shown_beside_its_field_and_nothing_is_lost(invite, house):
    wati = invite("", width=PHONE)
    wati.open("/lapor/")
    reporting.fill_report(wati)
    wati.unfold('details:has([name="phone"])')
    wati.type(phone="12")
    wati.find(f"{FORM} {SEND}").first.click()

    wati.find('.field.bad [name="phone"]').wait_for()
    assert wati.find('main [name="description"]').input_value() == CAR
    assert find_faults(wati.page, language="id") == []
    wati.type(phone="0812 3456 7890")
    assert reporting.send_report(wati).startswith("BWI-")


def test_the_field_list_opens_and_closes_without_network(invite, house):
    wati, sari, yudi = invite("", width=PHONE), invite("sari"), invite("yudi", width=PHONE)
    wati.open("/lapor/")
    reporting.fill_report(wati)
    code = reporting.send_report(wati)
    sari.log_in()
    reporting.check_report(sari, code)
    yudi.log_in()
    yudi.open("/meja/lapangan/")
    yudi.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    yudi.open("/meja/lapangan/")
    assert wait_until(lambda: yudi.page.evaluate(HAS_LIST))

    yudi.context.set_offline(True)
    yudi.open("/meja/lapangan/")
    reporting.close_stop(yudi, code)
    yudi.find("[data-item]").first.wait_for()
    assert find_standing(house, code) == "working"
    yudi.context.set_offline(False)

    assert wait_until(lambda: find_standing(house, code) == "mended")
    assert wait_until(lambda: not reporting.list_kept(yudi, "closings"))
    yudi.unfold("details.menu")
    yudi.press('details.menu form[action*="keluar"] button')
    if "keluar" in yudi.page.url:
        yudi.press(f'main form[action*="keluar"] {SEND}')
    yudi.open("/")
    assert wait_until(lambda: not yudi.page.evaluate(HAS_LIST))


HAS_LIST = "caches.has('field')"


def test_decided_meanwhile_the_officer_is_told_and_keeps_note_and_photo(invite, house):
    wati, sari, yudi = invite("", width=PHONE), invite("sari"), invite("yudi", width=PHONE)
    wati.open("/lapor/")
    reporting.fill_report(wati)
    code = reporting.send_report(wati)
    sari.log_in()
    reporting.check_report(sari, code)
    yudi.log_in()
    yudi.open("/meja/lapangan/")
    house.query('UPDATE "case" SET version = version + 1 WHERE code = %s', code)

    reporting.close_stop(yudi, code)
    yudi.find("[data-item] .error").wait_for()
    [item] = reporting.list_kept(yudi, "closings")
    assert (item["state"], len(item["photos"])) == ("decided", 1)
    assert find_faults(yudi.page, language="id") == []
    yudi.find("[data-item] button").first.click()

    assert wait_until(lambda: not reporting.list_kept(yudi, "closings"))
    late = """SELECT count(*) FROM case_attachment a JOIN "case" c ON c.id = a.case_id
              WHERE c.code = %s AND a.key = 'late'"""
    assert house.query(late, code)[0][0] == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_pages_of_a_report_can_be_read_by_everybody(invite, house, language):
    wati = invite("", width=PHONE, language=language)
    wati.open("/lapor/")
    wati.find("details.more >> nth=0").wait_for()
    wati.page.evaluate(
        "document.querySelectorAll('main details').forEach((d) => { d.open = true; })"
    )
    wati.page.wait_for_timeout(300)
    faults = find_faults(wati.page, language=language)
    [(code,)] = house.query("SELECT code FROM report WHERE is_public LIMIT 1")
    wati.open(f"/lapor/{code}/ikuti/")
    faults += find_faults(wati.page, language=language)
    wati.type(email="budi@contoh.example")
    wati.press(f'main form:has([name="email"]) {SEND}')
    faults += find_faults(wati.page, language=language)
    wati.press('main a[href*="/lapor/berhenti/"]')
    faults += find_faults(wati.page, language=language)

    assert faults == []


def test_a_pin_is_set_on_the_map_and_the_position_can_be_taken(invite, house):
    wati = invite("", width=PHONE)
    wati.context.grant_permissions(["geolocation"])
    wati.context.set_geolocation({"latitude": -8.4312, "longitude": 114.3312, "accuracy": 12})
    wati.open("/lapor/")
    assert not wati.find('script[src*="leaflet"]').count()

    wati.find("[data-locate]").click()
    assert wait_until(lambda: wati.find('[name="lat"]').input_value() == "-8.431200")
    wati.find("[data-pin][aria-expanded]").click()
    wati.find(".leaflet-marker-icon").wait_for()
    wati.find(".map").click(position={"x": 60, "y": 60})

    assert wait_until(lambda: wati.find('[name="lat"]').input_value() != "-8.431200")
    assert find_faults(wati.page, language="id") == []
