"""What is half written or half sent is not lost."""

from tests.journeys import ways
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND

pytestmark = JOURNEY
FORM = f"/layanan/{ways.SKU}/ajukan/"


def test_a_form_left_half_way_is_still_there_without_script(invite):
    wati = invite("wati", width=PHONE, script=False)
    wati.open(FORM)
    ways.fill_applicant(wati)
    ways.fill_business(wati)

    wati.open("/")
    wati.open(FORM + "?langkah=usaha")

    assert wati.find("[name=business_name]").input_value() == ways.BUSINESS["business_name"]
    assert "business_photo.jpg" in wati.find("main").inner_text()


def test_what_was_typed_stays_on_the_device_when_the_page_is_lost(invite):
    wati = invite("wati", width=PHONE)
    wati.open(FORM)
    ways.fill_applicant(wati)
    wati.type(business_name="Warung pecel Mbok Nah", business_address="Pasar Sumberayu")
    assert wati.sees("[data-draft-note]:not([hidden])")

    wati.open("/")
    wati.open(FORM)

    assert wati.find("[name=business_name]").input_value() == "Warung pecel Mbok Nah"
    assert wati.find("[name=business_address]").input_value() == "Pasar Sumberayu"


def test_a_signal_lost_while_sending_loses_nothing(invite, house):
    wati = invite("wati", width=PHONE)
    wati.open(FORM)
    ways.fill_applicant(wati)
    ways.fill_business(wati)
    ways.bring_papers(wati)
    before = house.count_cases()

    wati.context.set_offline(True)
    wati.find(f'form[action*="/kirim/"] {SEND}').click()
    wati.page.wait_for_timeout(500)
    assert house.count_cases() == before
    wati.context.set_offline(False)
    wati.open(FORM + "?langkah=periksa")
    code = ways.send(wati)

    assert code.startswith("BWI-")
    assert house.count_cases() == before + 1


def test_an_answer_lost_on_its_way_is_sent_again_once(invite, house):
    """The case is made but the receipt does not arrive: she presses again and gets the same one."""
    wati = invite("wati", width=PHONE)
    wati.open(FORM)
    ways.fill_applicant(wati)
    ways.fill_business(wati)
    ways.bring_papers(wati)
    before = house.count_cases()
    form = 'form[action*="/kirim/"]'
    names = ("csrfmiddlewaretoken", "once", "draft")
    fields = {name: wati.find(f"{form} [name={name}]").input_value() for name in names}
    address = wati.house.url + wati.find(form).get_attribute("action")

    lost = wati.context.request.post(
        address, form=fields, headers={"Referer": address}, max_redirects=0
    )
    code = ways.send(wati)

    assert lost.headers["location"].startswith(f"/lacak/{code}/")
    assert house.count_cases() == before + 1
