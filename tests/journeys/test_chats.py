"""An exported group on Sari's desk: what is a report is accepted, the rest dropped, by keyboard."""

from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.running import wait_until

pytestmark = JOURNEY
EXPORT = """20/11/26 07.01 - Pesan dan panggilan dienkripsi secara end-to-end.
20/11/26 07.02 - Pak Rahmat: Selamat pagi semua
20/11/26 07.15 - Pak Rahmat: Mobil parkir di trotoar depan pasar Sumberberas, orang turun ke jalan
20/11/26 07.40 - Bu Lilik: Terima kasih infonya
20/11/26 09.05 - Bu Lilik: Jalan berlubang besar di depan balai desa Sumberberas, ada yang jatuh
20/11/26 11.30 - Pak Darto: Sampah menumpuk di belakang lapangan Sumberberas sudah bau
"""
DECIDED = "SELECT count(*) FROM chat_proposal WHERE state = %s"


def count(house, state):
    return house.query(DECIDED, state)[0][0]


def test_sari_clears_an_exported_group_by_keyboard(invite, house):
    sari = invite("sari")
    sari.log_in()
    sari.open("/meja/chat/")
    faults = find_faults(sari.page, language="id")
    sari.page.set_input_files(
        'main input[type="file"]',
        {"name": "Chat WhatsApp.txt", "mimeType": "text/plain", "buffer": EXPORT.encode()},
    )
    sari.press('form[action$="/kirim/"] button')
    assert wait_until(lambda: count(house, "proposed") == 3)

    sari.open("/meja/chat/usulan/")
    faults += find_faults(sari.page, language="id")
    sari.page.keyboard.press("j")
    for key in "aad":  # as fast as she likes: no key waits for the network
        sari.page.keyboard.press(key)
    assert wait_until(lambda: (count(house, "accepted"), count(house, "dropped")) == (2, 1))
    sari.page.keyboard.press("u")
    assert wait_until(lambda: count(house, "proposed") == 1)

    channels = house.query("SELECT count(*) FROM report WHERE channel = 'import'")
    assert channels[0][0] == 2
    assert faults == []
