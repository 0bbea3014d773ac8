"""Ways that several journeys walk: applying, following, deciding."""

from uuid import uuid4

from kentongan.lobby.demo.papers import draw_paper
from tests.journeys.persons import SEND, Person

SKU = "surat-keterangan-usaha"
VILLAGE = "35.10.05.2001"
BUSINESS = {
    "business_name": "Ternak bebek Sumberayu",
    "business_kind": "ternak",
    "business_village": VILLAGE,
    "business_address": "Dusun Krajan RT 02 RW 01",
    "business_since": "2019-03-01",
    "monthly_turnover": "4.500.000",
    "purpose": "pengajuan kredit ke bank",
}
FORWARD = 'form:has(input[name="decision"][value="forward"])'
GRANT = 'form:has(input[name="decision"][value="grant"])'
CONTINUE = f"main form[enctype] {SEND}"


def fill_applicant(wati: Person, **changes: str) -> None:
    """Answer the first page of any form."""
    facts = {
        "applicant_name": wati.facts["name"],
        "applicant_nik": wati.facts["nik"],
        "applicant_phone": wati.facts["phone"],
        "applicant_email": wati.facts["email"],
        "applicant_village": VILLAGE,
        "applicant_address": wati.facts["address"],
        "applicant_consent": "yes",
    } | changes
    wati.type(**{name: answer for name, answer in facts.items() if answer})
    wati.press(CONTINUE)


def fill_business(wati: Person) -> None:
    """Answer the page about the business."""
    wati.type(**BUSINESS)
    wati.attach("business_photo")
    wati.press(CONTINUE)


def bring_papers(wati: Person) -> None:
    """Photograph the three papers."""
    wati.attach("ktp", "kk", "pengantar_rt")
    wati.press(CONTINUE)


def send(wati: Person) -> str:
    """Send the application and return the code of the receipt."""
    wati.press(f'form[action*="/kirim/"] {SEND}')
    return str(wati.find(".code").first.inner_text()).strip()


def apply_for_business_letter(wati: Person) -> str:
    """From the home page to the receipt."""
    wati.open("/")
    wati.type(q="surat usaha")
    wati.press(f"form.ask {SEND}")
    wati.press(f'main a[href$="/layanan/{SKU}/"]')
    wati.press('a.button[href$="/ajukan/"]')
    fill_applicant(wati)
    fill_business(wati)
    bring_papers(wati)
    return send(wati)


def submit_by_program(wati: Person) -> str:
    """Apply for the business letter through the JSON API, where the form is not the matter."""
    api = wati.context.request
    claims = {}
    for name in ("ktp", "kk", "pengantar_rt", "business_photo"):
        photo = {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": draw_paper(name)}
        sent = api.post(f"{wati.house.url}/api/v1/files", multipart={"file": photo})
        claims[name] = sent.json()["claim"]
    applicant = {key: wati.facts[key] for key in ("name", "nik", "phone", "email", "address")}
    answer = api.post(
        f"{wati.house.url}/api/v1/cases",
        headers={"Idempotency-Key": str(uuid4())},
        data={
            "service": SKU,
            "applicant": {**applicant, "village_code": VILLAGE, "consent": True},
            "answers": {**BUSINESS, "monthly_turnover": 4_500_000},
            "files": claims,
        },
    )
    assert answer.ok, answer.text()
    return str(answer.json()["code"])


def track(wati: Person, code: str) -> None:
    """Open the tracking page with the code and four digits."""
    wati.open("/lacak/")
    wati.type(code=code, last_four=wati.facts["phone"][-4:])
    wati.press(f'form[action$="/lacak/"] {SEND}')


def open_case(officer: Person, code: str) -> None:
    """Find the case at one's desk."""
    officer.open("/meja/")
    officer.press(f"#row-{code}")


def choose(officer: Person, decision: str, note: str = "") -> None:
    """Decide on the case that is open at the desk."""
    form = f'form:has(input[name="decision"][value="{decision}"])'
    folded = f"details:has(> {form})"
    if officer.find(folded).count():
        officer.unfold(folded)
    if note:
        officer.find(f'{form} [name="note"]').fill(note)
    officer.press(f"{form} {SEND}")


def answer(wati: Person, words: str) -> None:
    """Answer from the tracking page, with a photo."""
    wati.find("#jawab textarea").fill(words)
    wati.attach("file_extra", within="#jawab")
    wati.press(f"#jawab {SEND}")


def rate(wati: Person, code: str) -> None:
    """Answer the nine questions after the end."""
    wati.open(f"/lacak/{code}/nilai/")
    wati.type(**{f"u{number}": "4" for number in range(1, 10)})
    wati.press(f"main form:has([name=u1]) {SEND}")
