"""From application to a signed letter: numbered once, archivable, in the right name."""

from datetime import UTC, datetime, timedelta

import pytest

from kentongan.foundation import seal
from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.testing_pdfa import is_pdfa_2b, is_tagged
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.errors import NoSigner
from kentongan.rooms.letters.models import Letter, OfficeCertificate
from kentongan.rooms.letters.queries.letters import hash_holder_code
from kentongan.rooms.letters.queries.signing import list_roots
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services.tests.conftest import MONDAY, NIK, SKU_ANSWERS
from tests.letters.letter_makers import (
    LATER,
    Apply,
    appoint,
    grant,
    issue,
    read,
    read_words,
)
from tests.people import MUNCAR, People

pytestmark = pytest.mark.django_db
DISTRICT = f"kec-{MUNCAR}"


def test_a_granted_case_becomes_a_signed_archivable_letter(apply: Apply, folk: People) -> None:
    letter = issue(grant(apply, folk))

    pdf = read(letter)
    report = seal.check(pdf, roots=list_roots())
    assert report.holds
    assert report.signer == "Kantor Kecamatan Muncar"
    assert report.signed_at == letter.issued_at
    assert is_pdfa_2b(pdf) == []
    assert is_tagged(pdf) == []


def test_the_letter_says_who_what_and_until_when(apply: Apply, folk: People) -> None:
    words = read_words(issue(grant(apply, folk)))

    for said in (
        "KECAMATAN MUNCAR", "Nomor: 470/001/35.10.05/2026", "Wati Contoh", NIK, "1 Januari 1990",
        "Dusun Krajan RT 02 RW 01, Desa Sumberberas, Kecamatan Muncar", "Ternak bebek Sumberayu",
        "Peternakan", "1 Maret 2019", "untuk pengajuan kredit ke bank", "15 Mei 2027",
        "Muncar, 16 November 2026 Camat Muncar", "Joko", "Halaman 1 dari 1",
    ):  # fmt: skip
        assert said in words


def test_the_case_ends_with_its_letter_and_the_applicant_is_told(
    apply: Apply, folk: People, mailoutbox: list[object]
) -> None:
    letter = issue(grant(apply, folk))

    assert cases.get_case(letter.case_id).state == cases.State.CLOSED
    line = audit.list_lines(f"case:{letter.case_id}")[-1]
    assert line.action == "cases.finished"
    assert line.detail["number"] == letter.number_text
    assert NIK not in str(line.detail)


def test_any_changed_byte_breaks_the_seal(apply: Apply, folk: People) -> None:
    pdf = read(issue(grant(apply, folk)))
    roots = list_roots()

    for place in range(20, len(pdf), len(pdf) // 60):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert not seal.check(bytes(changed), roots=roots).holds, place


def test_issuing_again_gives_the_same_letter(apply: Apply, folk: People) -> None:
    case = grant(apply, folk)
    first = issue(case)

    second = issue(case, at=LATER + timedelta(days=1))

    assert second == first
    assert Letter.objects.count() == 1


def test_numbers_count_for_each_office_service_and_year(apply: Apply, folk: People) -> None:
    new_year = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)  # half past midnight in Java

    numbers = [
        issue(grant(apply, folk), at=at).number_text for at in (LATER, LATER, new_year, new_year)
    ]

    assert numbers == [
        "470/001/35.10.05/2026", "470/002/35.10.05/2026",
        "470/001/35.10.05/2027", "470/002/35.10.05/2027",
    ]  # fmt: skip


def test_a_failed_letter_takes_no_number(
    apply: Apply, folk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_facts: object) -> None:
        raise RuntimeError("the disk is full")

    case = grant(apply, folk)
    with monkeypatch.context() as broken:
        broken.setattr(cases, "finish_case", fail)
        with pytest.raises(RuntimeError):
            issue(case)

    assert Letter.objects.count() == 0
    assert issue(case).number == 1


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ({"role": "head", "capacity": "plt"}, "Plt. Camat Muncar"),
        ({"role": "head", "capacity": "plh"}, "Plh. Camat Muncar"),
        (
            {"role": "secretary", "capacity": "an", "behalf_of": "Camat Muncar"},
            "a.n. Camat Muncar, Sekretaris Kecamatan Muncar",
        ),
    ],
    ids=["plt", "plh", "an"],
)
def test_who_signs_for_the_head_signs_in_that_capacity(
    role: dict[str, str], line: str, apply: Apply, folk: People
) -> None:
    appoint(folk, "Nanik", DISTRICT, **role)

    letter = issue(grant(apply, folk, by="Nanik"))

    assert letter.signer_words == line
    assert f"{line}, Ditandatangani secara elektronik Nanik" in read_words(letter)


def test_the_capacity_is_that_of_the_decision_not_of_the_printing(
    apply: Apply, folk: People
) -> None:
    case = grant(apply, folk)
    office = places.get_office(DISTRICT).pk
    holder = people.list_holders(office, "head", now=MONDAY)[0]
    people.end_role(
        holding_id=holder.holding_id, ends_at=MONDAY + timedelta(minutes=1), by=TERMINAL,
        now=MONDAY + timedelta(minutes=1),
    )  # fmt: skip

    assert issue(case).signer_words == "Camat Muncar"


HOSTILE = '#import "x" *tebal* {applicant_nik} $x$ \u202e gnp.exe <b>/Kota</b> \\ 😀'


def test_what_people_typed_stays_text(apply: Apply, folk: People) -> None:
    letter = issue(grant(apply, folk, answers={**SKU_ANSWERS, "business_name": HOSTILE}))

    words = read_words(letter)
    assert is_pdfa_2b(read(letter)) == []
    assert '#import "x" *tebal* {applicant_nik} $x$' in words
    assert words.count(NIK) == 1


def test_a_row_without_answer_is_left_out(apply: Apply, folk: People) -> None:
    answers = {key: value for key, value in SKU_ANSWERS.items() if key != "monthly_turnover"}

    assert "{" not in read_words(issue(grant(apply, folk, answers=answers)))


def test_the_register_keeps_masked_facts_and_a_hashed_code(apply: Apply, folk: People) -> None:
    letter = issue(grant(apply, folk))

    printed = read_words(letter).split("kode pemegang ")[1][:9]
    assert letter.name_shown == "W*** C*****"
    assert NIK not in letter.nik_shown
    assert bytes(letter.holder_hash) == hash_holder_code(letter.pk, printed)
    assert len(letter.token) == 26


def test_an_office_has_one_certificate_until_it_is_about_to_end(apply: Apply, folk: People) -> None:
    issue(grant(apply, folk))
    issue(grant(apply, folk))
    assert OfficeCertificate.objects.count() == 1
    nearly = OfficeCertificate.objects.get().ends_at - timedelta(days=60)

    renewed = issue(grant(apply, folk), at=nearly)

    assert OfficeCertificate.objects.count() == 2
    assert seal.check(read(renewed), roots=list_roots()).holds


def test_the_key_of_an_office_is_sealed(apply: Apply, folk: People) -> None:
    issue(grant(apply, folk))

    assert b"PRIVATE KEY" not in bytes(OfficeCertificate.objects.get().key_sealed)


def test_nobody_signs_who_holds_no_signing_role(
    apply: Apply, folk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = grant(apply, folk)
    monkeypatch.setattr("kentongan.rooms.people.api.find_signer", lambda *_a, **_k: None)

    with pytest.raises(NoSigner):
        issue(case)
