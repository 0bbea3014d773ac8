"""The ways that end otherwise: other offices are asked, refused, taken back, revoked, typed."""

from tests.journeys import ways
from tests.journeys.letters import Letter
from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND

pytestmark = JOURNEY
LETTER = '#main a[href$="/surat/"]'
FAMILY = {
    "head_of_family__name": "Sutrisno Suryandari",
    "head_of_family__nik": "3510051203809003",
    "members": "4",
    "monthly_income": "900.000",
    "house": "sewa",
    "living_since": "2011-06-01",
}
AID = {"aid": "pangan", "illness": "yes", "story": "Suami sakit menahun dan tidak dapat bekerja."}


def test_aid_travels_over_three_offices_and_a_fourth_is_asked(invite):
    wati = invite("wati", width=PHONE, script=False)
    wati.open("/layanan/rekomendasi-bantuan-sosial/ajukan/")
    ways.fill_applicant(wati)
    for answers in (FAMILY, AID):
        wati.type(**answers)
        wati.press(ways.CONTINUE)
    wati.attach("ktp", "kk", "pengantar_rt", "foto_rumah")
    wati.press(ways.CONTINUE)
    code = ways.send(wati)

    sari, joko, indah, endang, slamet = (
        invite(name, script=False) for name in ("sari", "joko", "indah", "endang", "slamet")
    )
    walk(sari, code, "forward")
    consult(joko, indah, code)
    ways.open_case(joko, code)
    assert "Sedang dirawat di puskesmas" in joko.find("main").inner_text()
    ways.choose(joko, "forward")
    walk(endang, code, "forward")
    walk(slamet, code, "grant")

    wati.open(f"/lacak/{code}/")
    assert wati.sees(LETTER, seconds=30)
    letter = Letter(wati.fetch(wati.find(LETTER).get_attribute("href")))
    assert "SURAT REKOMENDASI BANTUAN SOSIAL" in letter.words.upper()
    assert "Slamet Riyanto Adi" in letter.words


def walk(officer, code, decision, note=""):
    """One officer's part: log in, find the case, decide."""
    officer.log_in()
    ways.open_case(officer, code)
    ways.choose(officer, decision, note)


def consult(joko, indah, code):
    """Joko asks the health agency; Indah answers from her own desk."""
    joko.log_in()
    ways.open_case(joko, code)
    form = f'form[action*="/meja/{code}/tanya/"]'
    joko.unfold(f"details:has(> {form})")
    joko.find(f'{form} [name="office"]').select_option("office:dinkes")
    joko.find(f'{form} [name="question"]').fill("Apakah suaminya tercatat berobat?")
    joko.press(f"{form} {SEND}")
    indah.log_in()
    ways.open_case(indah, code)
    indah.find(f'{form} [name="text"]').fill("Ya. Sedang dirawat di puskesmas sejak Mei.")
    indah.press(f"{form} {SEND}")


def test_a_refusal_says_why_and_what_to_do(invite):
    wati, sari = invite("wati", width=PHONE, language="en"), invite("sari")
    code = ways.submit_by_program(wati)
    reason = "Foto usaha bukan milik pemohon; mohon ajukan lagi dengan foto usaha sendiri."

    walk(sari, code, "refuse", reason)
    ways.track(wati, code)

    assert reason in wati.find(".said.late").inner_text()
    assert wati.find(f'#main a[href$="/layanan/{ways.SKU}/"]').is_visible()
    assert find_faults(wati.page, language="en") == []


def test_a_refusal_without_a_reason_is_not_taken(invite):
    wati, sari = invite("wati"), invite("sari", script=False)
    code = ways.submit_by_program(wati)

    walk(sari, code, "refuse", "Tidak")

    assert sari.find("[data-errors]").first.is_visible()
    assert sari.find('form:has([value="refuse"]) [name="note"]').input_value() == "Tidak"


def test_wati_takes_her_application_back(invite):
    wati, sari = invite("wati", width=PHONE), invite("sari")
    code = ways.submit_by_program(wati)
    sari.log_in()
    sari.open(f"/meja/{code}/")
    ways.track(wati, code)

    wati.unfold('details:has(form[action*="/tarik/"])')
    wati.type(reason="Sudah tidak perlu.", sure="yes")
    wati.press(f'form[action*="/tarik/"] {SEND}')

    assert wati.find(".tag.done").first.is_visible()
    assert sari.sees("#news a", seconds=5)
    assert not wati.find('form[action*="/tarik/"]').count()
    assert find_faults(wati.page, language="id") == []


def test_a_revoked_letter_is_known_to_everybody_who_checks_it(invite):
    wati, sari, joko = invite("wati", width=PHONE), invite("sari"), invite("joko")
    code = ways.submit_by_program(wati)
    walk(sari, code, "forward")
    walk(joko, code, "grant")
    ways.track(wati, code)
    assert wati.sees(LETTER, seconds=30)
    letter = Letter(wati.fetch(wati.find(LETTER).get_attribute("href")))

    joko.open(f"/lacak/{code}/surat/pencabutan/")
    joko.find("main [name=reason]").first.check()
    joko.type(note="Alamat usaha di surat keliru; surat baru sedang dibuat.")
    joko.press(f"main form:has([name=note]) {SEND}")
    bank = invite("", width=PHONE)
    bank.open(letter.address)

    assert bank.find(".verdict.late").is_visible()
    assert not bank.find("main form:has([name=code])").count()
    assert find_faults(bank.page, language="id") == []


def test_sari_types_for_somebody_without_a_phone(invite):
    sari = invite("sari")
    sari.log_in()
    sari.open(f"/layanan/{ways.SKU}/")
    sari.press('a.button[href*="loket=1"]')

    facts = {"applicant_name": "Mbah Karti", "applicant_nik": "3510054107459017"}
    sari.type(
        **facts,
        applicant_village=ways.VILLAGE,
        applicant_address="Dusun Krajan RT 01 RW 03",
        applicant_consent="yes",
    )
    sari.press(ways.CONTINUE)
    ways.fill_business(sari)
    ways.bring_papers(sari)
    code = ways.send(sari)
    family = invite("", width=PHONE)
    family.facts |= {"phone": facts["applicant_nik"]}
    ways.track(family, code)

    assert sari.find(".qr svg").is_visible()
    assert "Mbah Karti" in sari.find("main").inner_text()
    assert facts["applicant_nik"] not in sari.page.content()
    assert find_faults(sari.page, language="id") == []
    sari.page.emulate_media(media="print")
    assert sari.find(".code").is_visible()
    assert not sari.find("nav >> visible=true").count()
    assert not sari.find("[data-print]").is_visible()
    assert family.find(".clock.ok").is_visible()
