"""Questions about letters: what strangers may see, and what the people of a case see."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.foundation import seal, vault
from kentongan.foundation.codes import ALPHABET
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.pdf import check_pdf
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.errors import LetterRevoked, NoSuchLetter, WrongHolderCode
from kentongan.rooms.letters.models import Letter, LetterFault
from kentongan.rooms.letters.permissions import can_revoke
from kentongan.rooms.letters.queries.signing import list_roots
from kentongan.rooms.letters.rules.letters import MANY_TRIES, Standing, normalise_token
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

HOLDER = "holder code"
WHY_DELAYED = {
    "seal_unavailable": gettext_lazy("The signing service does not answer."),
    "seal_refused": gettext_lazy("The signing service refused to sign for this office."),
    "cannot_sign": gettext_lazy("The office is not set up for signing yet."),
    "cannot_print": gettext_lazy("The letter's template is broken."),
    "no_signer": gettext_lazy(
        "The decision was not taken by somebody who may sign for the office."
    ),
}


@dataclass(frozen=True)
class LetterFacts:
    """What everybody with the letter's address may know; the person is masked."""

    standing: Standing
    token: str
    title: str
    service: str
    number: str
    office: str
    signer: str
    name: str
    nik: str
    issued_on: date
    valid_until: date | None
    revoked_on: date | None
    revoked_because: str


class FileVerdict(StrEnum):
    """What checking a file found."""

    GENUINE = "genuine"  # ours, byte for byte; whether it holds is the letter's standing
    CHANGED = "changed"  # sealed once, changed or damaged since
    ADDED = "added"  # something was written behind what was sealed
    UNSEALED = "unsealed"
    FOREIGN = "foreign"  # sealed by somebody this house does not know
    UNLISTED = "unlisted"  # sealed by us, but not in the register


@dataclass(frozen=True)
class FileFacts:
    """What checking an uploaded file found; `letter` when it is one of ours, byte for byte."""

    verdict: FileVerdict
    report: seal.SealReport
    letter: LetterFacts | None


@dataclass(frozen=True)
class Delay:
    """Why a granted case has no letter yet."""

    why: str
    tries: int
    since: datetime
    next_at: datetime
    is_told: bool  # the IT team was told


@dataclass(frozen=True)
class LetterLink:
    """One letter of a case for its people: what it is, and where it is read and revoked."""

    title: str
    number: str
    purpose: str
    standing: Standing
    issued_at: datetime
    check_url: str
    file_url: str
    revoke_url: str  # empty for who may not


@dataclass(frozen=True)
class LetterNews:
    """For officers: why the letter is late, and where its head may revoke it."""

    delay: Delay | None = None
    revoke_url: str = ""


def get_letter_by_token(typed: str) -> Letter:
    """Return the letter of an address, also typed from paper; raises NoSuchLetter."""
    token = normalise_token(typed)
    found = Letter.objects.filter(token=token).select_related("file", "case__case_type").first()
    if token is None or found is None:
        raise NoSuchLetter
    return found


def get_letter_facts(typed: str, *, today: date) -> LetterFacts:
    """Return what everybody may know about the letter of this address; raises NoSuchLetter."""
    return describe(get_letter_by_token(typed), today=today)


def describe(letter: Letter, *, today: date) -> LetterFacts:
    """Return what everybody may know, in the reader's language."""
    return LetterFacts(
        standing=letter.get_standing(today=today),
        token=letter.token,
        title=letter.title,
        service=letter.case.case_type.name,
        number=letter.number_text,
        office=places.get_office(letter.office_id).name,
        signer=letter.signer_words,
        name=letter.name_shown,
        nik=letter.nik_shown,
        issued_on=localdate(letter.issued_at),
        valid_until=letter.valid_until,
        revoked_on=localdate(letter.revoked_at) if letter.revoked_at else None,
        revoked_because=str(letter.get_revoked_reason_display()),
    )


def check_file(content: bytes, *, today: date) -> FileFacts:
    """Judge the seal of a PDF and find it in the register; a bomb is not opened."""
    try:
        check_pdf(content)
        report = seal.check(content, roots=list_roots())
    except FileRefused as refusal:
        report = seal.SealReport(intact=False, problem=refusal.code)
    digest = sha256(content).hexdigest()
    letter = Letter.objects.filter(sha256=digest).select_related("case__case_type").first()
    facts = describe(letter, today=today) if letter else None
    return FileFacts(_judge(report, is_listed=facts is not None), report, facts)


def _judge(report: seal.SealReport, *, is_listed: bool) -> FileVerdict:
    if report.problem == "not sealed":
        return FileVerdict.UNSEALED
    if not report.intact:
        return FileVerdict.CHANGED
    if not report.covers_whole_file or report.modified_after:
        return FileVerdict.ADDED
    if not report.trusted:
        return FileVerdict.FOREIGN
    return FileVerdict.GENUINE if is_listed else FileVerdict.UNLISTED


def hash_holder_code(letter_id: UUID, typed: str) -> bytes:
    """Return what is kept of a holder's code, however it was typed."""
    symbols = "".join(sign for sign in typed.upper() if sign in ALPHABET)
    return vault.blind_index(f"{letter_id}:{symbols}", purpose=HOLDER)


def get_whole_letter(typed: str, *, code: str) -> Letter:
    """Return the letter for whoever has its holder's code; raises WrongHolderCode."""
    letter = get_letter_by_token(typed)
    if not hmac.compare_digest(bytes(letter.holder_hash), hash_holder_code(letter.pk, code)):
        raise WrongHolderCode(fields={"code": WrongHolderCode.message})
    if letter.revoked_at is not None:
        raise LetterRevoked
    return letter


def get_visible_letter(code: str, *, purpose: str = "", by: people.Actor) -> Letter:
    """
    Return a letter of a case that `by` may see; raises NoSuchCase or NoSuchLetter.

    A revoked one stays with the offices; its applicant gets LetterRevoked.
    """
    case = cases.get_visible_case(code, by=by)
    letter = find_letter(case.pk, purpose=purpose)
    if letter is None:
        raise NoSuchLetter
    if letter.revoked_at is not None and cases.is_applicant(by=by, case=case):
        raise LetterRevoked
    return letter


def is_for_own_use(letter: Letter, *, by: people.Actor) -> bool:
    """Tell whether `by` is the applicant; everybody else's look is noted."""
    return cases.is_applicant(by=by, case=letter.case)


def find_letter(case_id: UUID, *, purpose: str = "") -> Letter | None:
    """Return the letter of a case for this purpose, or None; the empty one is its product."""
    found = Letter.objects.filter(case_id=case_id, purpose=purpose)
    return found.select_related("file", "case__case_type").first()


def list_letters(case: Any, *, by: people.Actor) -> list[LetterLink]:
    """Return all letters of a case, in the order they were issued; the caller checked the case."""
    today = localdate()
    rows = Letter.objects.filter(case_id=case.pk).order_by("issued_at", "pk")
    return [_link(letter, case.code, today=today, by=by) for letter in rows]


def _link(letter: Letter, code: str, *, today: date, by: people.Actor) -> LetterLink:
    where = [code, letter.purpose] if letter.purpose else [code]
    further = "further_" if letter.purpose else ""
    revoke_url = reverse(f"letters:revoke_{further}letter", args=where)
    return LetterLink(
        title=letter.title,
        number=letter.number_text,
        purpose=letter.purpose,
        standing=letter.get_standing(today=today),
        issued_at=letter.issued_at,
        check_url=reverse("letters:show_letter", args=[letter.token]),
        file_url=reverse(f"letters:download_{further}letter", args=where),
        revoke_url=revoke_url if can_revoke(by=by, letter=letter) else "",
    )


def tell_chain(letter: Letter) -> dict[str, object]:
    """Return what the audit chain keeps of a letter: nothing about a person."""
    return {"letter": str(letter.pk), "number": letter.number_text, "sha256": letter.sha256}


def find_letter_product(case: Any) -> cases.Product | None:
    """Return what the tracking page and the desk link to: the letter, or why there is none."""
    letter = find_letter(case.pk)
    if letter is None:
        return None
    where = reverse("letters:show_letter", args=[letter.token])
    standing = letter.get_standing(today=localdate())
    if standing is Standing.REVOKED:
        return cases.Product(_("Why this letter does not hold any more"), where)
    url = reverse("letters:download_letter", args=[case.code])
    return cases.Product(_("Download the letter"), url, _note(letter, standing))


def _note(letter: Letter, standing: Standing) -> str:
    facts = {"number": letter.number_text}
    if letter.valid_until is None:
        return _("Number %(number)s.") % facts
    facts["day"] = date_format(letter.valid_until, "j F Y")
    if standing is Standing.EXPIRED:
        return _("Number %(number)s; it was valid until %(day)s.") % facts
    return _("Number %(number)s, valid until %(day)s.") % facts


def describe_delay(case: Any) -> Delay | None:
    """Return why a granted case has no letter yet, for officers; None when all is well."""
    fault = LetterFault.objects.filter(case_id=case.pk).first()
    if fault is None:
        return None
    return Delay(
        why=str(
            WHY_DELAYED.get(fault.why, _("An unforeseen fault; the IT team finds it in the log."))
        ),
        tries=fault.tries,
        since=fault.first_at,
        next_at=fault.next_at,
        is_told=fault.tries >= MANY_TRIES,
    )


def find_letter_news(case: Any, *, by: people.Actor) -> LetterNews:
    """Return what an officer's page of the case says about its letter."""
    if case.state == cases.State.FINISHING:
        return LetterNews(delay=describe_delay(case))
    letter = find_letter(case.pk) if by.has_role(people.Role.HEAD) and not case.is_open else None
    if letter is None or not can_revoke(by=by, letter=letter):
        return LetterNews()
    return LetterNews(revoke_url=reverse("letters:revoke_letter", args=[case.code]))


def count_delayed() -> tuple[int, int]:
    """Return how many letters are delayed, and how many of them were tried many times."""
    tries = list(LetterFault.objects.values_list("tries", flat=True))
    return len(tries), sum(count >= MANY_TRIES for count in tries)
