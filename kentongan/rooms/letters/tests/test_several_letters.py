"""A case of any room gets the letters it needs: each once, each with its own number and page."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

import pytest
from pypdf import PdfReader

from kentongan.foundation import seal
from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files.services import open_file
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters import api as letters
from kentongan.rooms.letters.models import Letter, LetterCounter
from kentongan.rooms.letters.queries.signing import list_roots
from kentongan.rooms.places import api as places
from tests.people import MUNCAR, SUMBERBERAS, People
from tests.sessions import log_in, release

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
NIK = "3510164101900001"
WARNINGS = letters.Series("uji-peringatan", "300/{number:03d}/{office_code}/{year}")
ROUTE: dict[str, Any] = {
    "key": "camat",
    "title": {"id": "Camat", "en": "District head"},
    "office": "district",
    "role": "head",
    "promise": {"days": 1},
    "decisions": ["grant", "refuse"],
}
Issue = Callable[..., Any]


@pytest.fixture(autouse=True)
def _files_lie_apart(tmp_path: Path, settings: Any) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def case(folk: People) -> Any:
    """A running case of Wati's, of a kind this room knows nothing about."""
    now = timezone.localtime()
    cases.publish_case_type(
        slug="uji", kind="try", name_id="Izin uji", name_en="Test permit",
        definition={"promise": {"days": 1}, "route": [ROUTE]}, by=TERMINAL, now=now,
    )  # fmt: skip
    return cases.submit_case(
        type_slug="uji", place_code=SUMBERBERAS, applicant_id=folk.persons["Wati"], answers={},
        by=folk.actor("Wati", now=now), now=now,
    )  # fmt: skip


@pytest.fixture
def issue(case: Any, folk: People) -> Issue:
    """Issue a letter of the case, signed by the district's head."""
    office_id = places.get_office(f"kec-{MUNCAR}").pk

    def _issue(**changes: Any) -> Any:
        now = changes.pop("now", MONDAY)
        return letters.issue_letter(
            **{
                "case_id": case.pk, "purpose": "warning-1", "series": WARNINGS,
                "template": "surat.typ", "title": "Surat Peringatan Pertama",
                "facts": {
                    "applicant": {"name": "Wati Contoh", "nik": NIK},
                    "rows": [("Perihal", "Kamera belum terpasang")],
                },
                "signer": letters.find_head_signing(office_id=office_id, now=now),
                "by": CLOCK, "now": now, **changes,
            }
        )  # fmt: skip

    return _issue


def read_words(letter: Letter) -> str:
    with open_file(letter.file) as stored:
        pages = PdfReader(io.BytesIO(stored.read())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_case_gets_a_letter_for_each_purpose_counted_in_line(issue: Issue) -> None:
    made = [issue(purpose=f"warning-{ordinal}").number_text for ordinal in (1, 2, 3)]

    assert made == [f"300/00{n}/35.10.05/2026" for n in (1, 2, 3)]


def test_the_same_letter_again_is_the_same_letter(issue: Issue) -> None:
    first = issue()

    assert issue() == first
    assert LetterCounter.objects.get().last_number == 1


def test_the_letter_is_sealed_and_says_what_the_room_told(issue: Issue) -> None:
    letter = issue(valid_until=date(2027, 2, 1))

    with open_file(letter.file) as stored:
        assert seal.check(stored.read(), roots=list_roots()).holds
    words = read_words(letter)
    for said in ("SURAT PERINGATAN PERTAMA", "Kamera belum terpasang", "Joko", "1 Februari 2027"):
        assert said in words


def test_the_case_stays_open_and_the_chain_knows_the_letter(case: Any, issue: Issue) -> None:
    letter = issue()

    line = audit.list_lines(f"case:{case.pk}")[-1]
    assert cases.get_case(case.pk).is_open
    assert (line.action, line.detail["number"]) == ("letters.issued", letter.number_text)
    assert NIK not in str(line.detail)


def test_the_people_of_the_case_read_it_and_strangers_do_not(
    case: Any, issue: Issue, folk: People
) -> None:
    issue()
    address = f"/lacak/{case.code}/surat/warning-1/"

    answers = [log_in(folk.users[name]).get(address) for name in ("Wati", "Budi")]

    assert [answer.status_code for answer in answers] == [200, 404]
    release(answers[0])


def test_everybody_may_ask_whether_it_holds(issue: Issue, client: Any) -> None:
    letter = issue()

    page = client.get(f"/surat/{letter.token}/").content.decode()

    assert "Surat Peringatan Pertama" in page
    assert "Wati" not in page


def test_the_head_revokes_one_and_the_others_hold(case: Any, issue: Issue, folk: People) -> None:
    now = timezone.localtime()
    first, second = issue(now=now), issue(purpose="warning-2", now=now)

    answer = log_in(folk.users["Joko"]).post(
        f"/lacak/{case.code}/surat/warning-1/pencabutan/",
        {"reason": "mistake", "note": "Kamera sudah terpasang sejak bulan lalu."},
    )

    assert answer.status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.revoked_at is not None
    assert second.revoked_at is None


def test_the_list_says_where_each_letter_is_read(case: Any, issue: Issue, folk: People) -> None:
    now = timezone.localtime()
    issue(now=now)
    issue(purpose="", now=now)

    seen = letters.list_letters(case, by=folk.actor("Joko", now=now))

    assert {link.file_url for link in seen} == {
        f"/lacak/{case.code}/surat/warning-1/", f"/lacak/{case.code}/surat/",
    }  # fmt: skip
    assert all(link.revoke_url for link in seen)


def test_a_broken_template_uses_no_number(issue: Issue) -> None:
    with pytest.raises(FileNotFoundError):
        issue(template="tidak-ada.typ")

    assert not Letter.objects.exists()
    assert issue().number == 1
