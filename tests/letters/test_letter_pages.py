"""Who gets the letter, what strangers learn, and what a changed file is called."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

import pytest
import time_machine

from kentongan.foundation import seal
from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.sealed import unseal_words
from kentongan.rooms.letters.models import Letter
from kentongan.rooms.letters.queries.signing import list_own_roots
from kentongan.rooms.letters.services.faults import note_fault
from kentongan.rooms.letters.services.revoking import revoke_letter
from kentongan.rooms.people import api as people
from kentongan.rooms.services.tests.conftest import NIK
from tests.letters.letter_makers import (
    LATER,
    Apply,
    grant,
    issue,
    read,
    read_words,
)
from tests.people import People
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
NOTE = "Nama usaha salah tulis, mohon ajukan lagi."
Enter = Callable[..., Client]


@pytest.fixture(autouse=True)
def _language_of_the_page_stays_here() -> Iterator[None]:
    with override("id"):
        yield


@pytest.fixture
def letter(apply: Apply, folk: People) -> Letter:
    """Wati's letter, issued a moment ago."""
    now = timezone.localtime()
    return issue(grant(apply, folk, now=now), at=now)


@pytest.fixture
def enter(folk: People) -> Enter:
    """Open a browser of somebody, or of a visitor."""

    def _enter(name: str | None, *, second_factor: bool = True) -> Client:
        return log_in(folk.users[name] if name else None, second_factor=second_factor)

    return _enter


def check_address(letter: Letter, *, english: bool = False) -> str:
    return f"{'/en' if english else ''}/surat/{letter.token}/"


def file_address(letter: Letter) -> str:
    return f"/lacak/{letter.case.code}/surat/"


def revoke(letter: Letter, folk: People, *, at: datetime | None = None) -> Letter:
    return revoke_letter(
        letter_id=letter.pk, reason="mistake", note=NOTE, by=folk.actor("Joko"),
        now=at or timezone.localtime(),
    )  # fmt: skip


def whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


# --- The letter of a case -------------------------------------------------------------------------


def test_the_applicant_downloads_the_letter_at_home(letter: Letter, enter: Enter) -> None:
    answer = enter("Wati").get(file_address(letter))

    assert answer.status_code == 200
    assert whole(answer) == read(letter)
    assert answer["Content-Type"] == "application/pdf"
    assert NIK not in answer["Content-Disposition"]


def test_the_tracking_page_leads_to_the_letter(letter: Letter, enter: Enter) -> None:
    page = enter("Wati").get(f"/lacak/{letter.case.code}/").content.decode()

    assert f'href="{file_address(letter)}"' in page
    assert letter.number_text in page


def test_strangers_find_no_letter(letter: Letter, enter: Enter) -> None:
    for name in ("Budi", "Hadi", "Gita", "Bagus", "Tono", None):
        browser = enter(name)
        for verb in ("get", "head", "post", "put", "delete"):
            for address in (file_address(letter), f"{file_address(letter)}pencabutan/"):
                answer = getattr(browser, verb)(address)
                assert answer.status_code in {302, 404, 405}, (name, verb, address)
                assert NIK.encode() not in answer.content


def test_budi_gets_404(letter: Letter, enter: Enter) -> None:
    assert enter("Budi").get(file_address(letter)).status_code == 404


@pytest.mark.parametrize(("name", "lines"), [("Wati", 0), ("Sari", 1), ("Joko", 1)])
def test_the_chain_notes_everybody_but_the_applicant(
    name: str, lines: int, letter: Letter, enter: Enter
) -> None:
    whole(enter(name).get(file_address(letter)))

    opened = [
        line for line in audit.list_lines(f"case:{letter.case_id}")
        if line.action == "letters.opened"
    ]  # fmt: skip
    assert len(opened) == lines


def test_there_is_no_letter_before_it_is_issued(apply: Apply, folk: People, enter: Enter) -> None:
    case = grant(apply, folk, now=timezone.localtime())

    assert enter("Wati").get(f"/lacak/{case.code}/surat/").status_code == 404


# --- What everybody may ask -----------------------------------------------------------------------


def test_a_valid_letter_says_so_with_masked_facts(letter: Letter, client: Client) -> None:
    answer = client.get(check_address(letter))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    for said in ("W*** C*****", letter.number_text, "Camat Muncar", letter.nik_shown):
        assert said in page
    for secret in ("Wati", NIK, "Ternak bebek", letter.case.code):
        assert secret not in page


def test_it_is_said_in_english_too(letter: Letter, client: Client) -> None:
    page = client.get(check_address(letter, english=True)).content.decode()

    assert "This letter is valid" in page
    assert 'lang="en"' in page


def test_the_address_may_be_typed_from_paper(letter: Letter, client: Client) -> None:
    typed = letter.token.lower().replace("1", "l")

    assert client.get(f"/surat/{typed}/").status_code == 200


@pytest.mark.parametrize("token", ["A" * 26, "x", "%00", "1" * 400, "ünikod"])
def test_an_unknown_letter_says_so(token: str, client: Client, db: None) -> None:
    answer = client.get(f"/en/surat/{token}/")

    assert answer.status_code == 404
    assert "We know no such letter" in answer.content.decode()


def test_an_expired_letter_says_so(letter: Letter, client: Client) -> None:
    with time_machine.travel(letter.issued_at + timedelta(days=181), tick=False):
        page = client.get(check_address(letter, english=True)).content.decode()

    assert "its time is over" in page


def test_a_letter_is_valid_through_its_last_day(letter: Letter, client: Client) -> None:
    with time_machine.travel(letter.issued_at + timedelta(days=180), tick=False):
        page = client.get(check_address(letter, english=True)).content.decode()

    assert "This letter is valid" in page


# --- The holder's code ----------------------------------------------------------------------------


def get_holder_code(letter: Letter) -> str:
    return read_words(letter).split("kode pemegang ")[1][:9]


def test_the_holder_gets_the_whole_letter(letter: Letter, client: Client) -> None:
    answer = client.post(
        check_address(letter), {"code": get_holder_code(letter).lower().replace("-", " ")}
    )

    assert whole(answer) == read(letter)
    assert audit.list_lines(f"case:{letter.case_id}")[-1].detail["how"] == "holder"


def test_a_wrong_code_opens_nothing(letter: Letter, client: Client) -> None:
    answer = client.post(check_address(letter), {"code": "1111-1111"})

    assert answer.status_code == 422
    assert "Wati" not in answer.content.decode()


def test_codes_cannot_be_tried_for_ever(letter: Letter, client: Client) -> None:
    answers = [
        client.post(check_address(letter), {"code": f"1111-11{number}"}).status_code
        for number in range(10, 22)
    ]

    assert answers == [422] * 10 + [429] * 2


# --- Revoking -------------------------------------------------------------------------------------


def test_the_head_of_the_office_revokes_and_everybody_sees_it_at_once(
    letter: Letter, enter: Enter, client: Client
) -> None:
    answer = enter("Joko").post(
        f"{file_address(letter)}pencabutan/", {"reason": "mistake", "note": NOTE}
    )

    page = client.get(check_address(letter, english=True)).content.decode()
    assert answer.status_code == 302
    assert "This letter is revoked" in page
    assert "it contained a mistake" in page
    assert NOTE not in page
    line = audit.list_lines(f"case:{letter.case_id}")[-1]
    assert (line.action, line.detail["reason"]) == ("letters.revoked", "mistake")


def test_the_applicant_is_told(letter: Letter, folk: People) -> None:
    revoke(letter, folk)

    assert NOTE in unseal_words(Mail.objects.latest("id").body_sealed).text


def test_a_revoked_letter_is_not_handed_out(
    letter: Letter, folk: People, enter: Enter, client: Client
) -> None:
    code = get_holder_code(letter)
    revoke(letter, folk)

    assert client.post(check_address(letter), {"code": code}).status_code == 410
    assert enter("Wati").get(file_address(letter)).status_code == 410
    assert whole(enter("Joko").get(file_address(letter))) == read(letter)
    assert (
        file_address(letter)
        not in enter("Wati").get(f"/lacak/{letter.case.code}/").content.decode()
    )


def test_only_the_head_revokes(letter: Letter, enter: Enter) -> None:
    form = {"reason": "mistake", "note": NOTE}
    address = f"{file_address(letter)}pencabutan/"

    assert enter("Sari").post(address, form).status_code == 403
    assert enter("Joko", second_factor=False).post(address, form).status_code in {302, 403}
    assert enter("Hadi").post(address, form).status_code == 404
    letter.refresh_from_db()
    assert letter.revoked_at is None


def test_a_letter_is_revoked_once(letter: Letter, folk: People, enter: Enter) -> None:
    revoke(letter, folk)

    answer = enter("Joko").post(
        f"{file_address(letter)}pencabutan/", {"reason": "grounds", "note": NOTE}
    )

    assert answer.status_code == 409


def test_a_revocation_has_a_reason(letter: Letter, enter: Enter) -> None:
    answer = enter("Joko").post(f"{file_address(letter)}pencabutan/", {"note": "x"})

    assert answer.status_code == 422


# --- Checking a file ------------------------------------------------------------------------------


def send(client: Client, content: bytes) -> str:
    upload = SimpleUploadedFile("surat.pdf", content, content_type="application/pdf")
    return str(client.post("/en/surat/periksa/", {"file": upload}).content.decode())


def test_the_genuine_file_is_recognised(letter: Letter, client: Client) -> None:
    page = send(client, read(letter))

    assert "not a byte was changed" in page
    assert "This letter is valid" in page
    assert letter.number_text in page
    assert "Wati" not in page


def test_a_changed_file_is_recognised(letter: Letter, client: Client) -> None:
    changed = bytearray(read(letter))
    changed[len(changed) // 2] ^= 1

    assert "This file was changed after signing" in send(client, bytes(changed))


def test_an_addition_is_recognised(letter: Letter, client: Client) -> None:
    page = send(client, read(letter) + b"\n% more\n")

    assert "after signing" in page
    assert "not a byte was changed" not in page


def test_a_revoked_file_is_recognised(letter: Letter, folk: People, client: Client) -> None:
    revoke(letter, folk)

    assert "This letter is revoked" in send(client, read(letter))


def test_a_file_without_seal_and_one_of_others_are_told_apart(
    letter: Letter, client: Client
) -> None:
    other = seal.Authority.create(name="Otoritas lain", now=LATER)
    credential = other.issue(common_name="Kantor tiruan", organisation="Tiruan", now=LATER)
    bare = read(letter).split(b"%%EOF\n")[0] + b"%%EOF\n"
    forged = seal.sign(
        bare, credential=credential, reason="x", location="x", name="x", at=LATER
    )  # fmt: skip

    assert "no electronic signature" in send(client, bare)
    assert "Kantor tiruan" in send(client, forged)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 nonsense", b"PK\x03\x04zip"])
def test_what_is_no_letter_is_no_letter(content: bytes, client: Client, db: None) -> None:
    page = send(client, content)

    assert "This letter is valid" not in page


def test_everybody_gets_the_certificate_of_the_authority(letter: Letter, client: Client) -> None:
    answer = client.get("/surat/otoritas.pem")

    assert answer.content.decode() == "".join(list_own_roots())
    assert b"PRIVATE" not in answer.content
    assert seal.check(read(letter), roots=[answer.content]).holds


# --- Forgetting -----------------------------------------------------------------------------------


def test_a_forgotten_person_is_shown_to_nobody(
    letter: Letter, folk: People, client: Client
) -> None:
    code = get_holder_code(letter)
    people.forget_person(
        person_id=folk.persons["Wati"], by=TERMINAL, now=timezone.localtime(),
        reason="Permintaan sendiri, surat 12/2026",
    )  # fmt: skip

    page = client.get(check_address(letter)).content.decode()
    assert "W***" not in page
    assert client.post(check_address(letter), {"code": code}).status_code == 422


# --- The desk -------------------------------------------------------------------------------------


def test_the_desk_leads_the_head_to_revoking(letter: Letter, enter: Enter) -> None:
    address = f"{file_address(letter)}pencabutan/"

    assert address in enter("Joko").get(f"/meja/{letter.case.code}/").content.decode()
    assert address not in enter("Sari").get(f"/meja/{letter.case.code}/").content.decode()


def test_the_desk_says_why_a_letter_is_late(apply: Apply, folk: People, enter: Enter) -> None:
    now = timezone.localtime()
    case = grant(apply, folk, now=now)
    note_fault(case.pk, why="seal_unavailable", by=TERMINAL, now=now)

    page = enter("Joko").get(f"/en/meja/{case.code}/").content.decode()

    assert "The signing service does not answer." in page
    assert "nothing is lost" in page
