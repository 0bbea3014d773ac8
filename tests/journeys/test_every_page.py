"""Every page, by whom it is for: accessible, no wider than a phone, in both languages."""

import pytest

from tests.journeys.addresses import READERS, list_addresses
from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND

pytestmark = JOURNEY
# Forms that are sent empty.
WRONG = (
    "/lacak/", "/masuk/", "/akun/daftar/", "/akun/sandi/lupa/", "/surat/periksa/",
    "/layanan/surat-keterangan-usaha/ajukan/",
)  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("reader", READERS)
def test_every_page_can_be_read_by_everybody_on_a_phone(invite, house, reader, language):
    person = invite(reader, width=PHONE, language=language)
    if reader:
        person.log_in()

    faults = []
    for address in list_addresses(house, reader):
        if person.shows_page(address):
            person.open(address)
            faults += find_faults(person.page, language=language)

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_that_say_what_is_wrong_can_be_read_too(invite, language):
    visitor = invite("", width=PHONE, language=language)

    faults = []
    for address in WRONG:
        visitor.open(address)
        visitor.page.evaluate("document.querySelectorAll('form').forEach(f => f.noValidate = true)")
        visitor.press(f'main form[method="post"] {SEND}')
        faults += find_faults(visitor.page, language=language)
    visitor.open("/tidak-ada/")
    faults += find_faults(visitor.page, language=language)

    assert not faults, "\n".join(faults)
