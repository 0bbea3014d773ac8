"""Issuing and revoking letters: number, PDF, seal, register and end of the case are one change."""

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation import press, seal, vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.codes import ALPHABET, check_symbol
from kentongan.foundation.files.services import store_bytes
from kentongan.foundation.keys import make_key
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import AlreadyRevoked, NoSuchLetter
from kentongan.rooms.services.models import Letter, LetterFault
from kentongan.rooms.services.permissions import check_can_revoke
from kentongan.rooms.services.queries import letter_words as words
from kentongan.rooms.services.queries.letters import HOLDER, find_letter, hash_holder_code
from kentongan.rooms.services.queries.signing import is_signing_elsewhere, open_signer
from kentongan.rooms.services.rules.letters import (
    TOKEN_LENGTH,
    format_number,
    get_valid_until,
    mask_name,
)
from kentongan.rooms.services.services.signing import ensure_certificate

HOLDER_SYMBOLS = 7  # and one that checks: 2.7 · 10^10 codes, ten tries an hour
COUNT = """
    INSERT INTO letter_counter AS held (office_id, series, year, last_number)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (office_id, series, year) DO UPDATE SET last_number = held.last_number + 1
    RETURNING last_number
"""


def issue_letter(*, case_id: UUID, by: Acting, now: datetime) -> Letter:
    """
    Make the letter of a granted case and close the case; the same letter when it is made already.

    All is one transaction: killed anywhere, nothing happened and no number is lost. Raises
    SealUnavailable, SealRefused, CannotSign, NoSigner or press.CannotPrint, and then nothing
    happened either.
    """
    made = find_letter(case_id)
    if made is not None:
        return made
    case = cases.get_case(case_id)
    signing = words.find_signing(case)
    signer = _find_signer(signing, by=by, now=now)
    return _issue(case, signing, signer, by=by, now=now)


def _find_signer(signing: words.Signing, *, by: Acting, now: datetime) -> seal.Signer:
    certificate = None
    if not is_signing_elsewhere():
        certificate = ensure_certificate(signing.office.pk, by=by, now=now)
    return open_signer(signing.office.key, certificate)


@transaction.atomic
def _issue(
    case: Any, signing: words.Signing, signer: seal.Signer, *, by: Acting, now: datetime
) -> Letter:
    if not cases.lock_finishing(case.pk):
        return _get_made(case.pk)
    facts = words.read_person(case, now=now)
    data = words.make_words(case, signing, facts, now=now)
    letter = _number(case, signing, data, now=now)
    code = _make_symbols(HOLDER_SYMBOLS)
    code += check_symbol(code)
    pdf = signer.sign(
        _print(case, letter, data, code=code),
        reason=f"{letter.title} {letter.number_text}",
        location=str(settings.REGENCY_FACTS["formal_name"]),
        name=f"{signing.name}, {signing.capacity_line}",
        at=now,
    )
    letter.file = store_bytes(
        pdf, name=_name_file(letter), media_type="application/pdf", by=by, now=now
    )
    letter.sha256 = letter.file.sha256
    letter.holder_hash = hash_holder_code(letter.pk, code)
    letter.holder_sealed = vault.seal(code, purpose=HOLDER)
    letter.name_shown = mask_name(data["applicant"]["name"])
    letter.nik_shown = people.mask_nik(facts.nik) if facts.nik else ""
    letter.save(force_insert=True)
    LetterFault.objects.filter(case_id=case.pk).delete()
    detail: dict[str, object] = {
        "letter": str(letter.pk),
        "number": letter.number_text,
        "sha256": letter.sha256,
    }
    cases.finish_case(case_id=case.pk, detail=detail, by=by, now=now)
    return letter


def _get_made(case_id: UUID) -> Letter:
    """Return the letter that another worker made while this one waited for the case."""
    made = find_letter(case_id)
    if made is None:
        raise cases.WrongTurn
    return made


def _number(case: Any, signing: words.Signing, data: dict[str, Any], *, now: datetime) -> Letter:
    """Give the next number; until commit other letters of this office and service wait."""
    plan, day = case.case_type.definition["letter"], words.get_issue_day(now)
    office = signing.office
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [office.pk, case.type_slug, day.year])
        number = cursor.fetchone()[0]
    return Letter(
        id=make_key(),
        case_id=case.pk,
        office_id=office.pk,
        type_slug=case.type_slug,
        year=day.year,
        number=number,
        number_text=format_number(
            plan["number_format"], number=number, office_code=office.letter_code, year=day.year
        ),
        title=data["title"],
        token=_make_symbols(TOKEN_LENGTH),
        signer_id=signing.user_id,
        signer_words=signing.capacity_line,
        issued_at=now,
        valid_until=get_valid_until(issued_on=day, validity_days=plan["validity_days"]),
    )


def _make_symbols(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(length))


def _print(case: Any, letter: Letter, data: dict[str, Any], *, code: str) -> bytes:
    address = f"{settings.PUBLIC_URL}/surat/{letter.token}/"
    with override(words.LANGUAGE):
        until = words.say_day(letter.valid_until) if letter.valid_until else ""
    folder = Path(settings.REGENCY_FOLDER) / "letters"
    return press.print_letter(
        template=folder / case.case_type.definition["letter"]["template"],
        data={
            **data,
            "number": letter.number_text,
            "verify_url": address,
            "holder_code": f"{code[:4]}-{code[4:]}",
            "valid_until": until,
        },
        images={"qr.svg": press.qr_svg(address)},
    )


def _name_file(letter: Letter) -> str:
    return f"{letter.type_slug}-{letter.number:03d}-{letter.year}.pdf"


@transaction.atomic
def revoke_letter(
    *, letter_id: UUID, reason: str, note: str, by: people.Actor, now: datetime
) -> Letter:
    """
    Declare from now on that a letter does not hold; `reason` is a models.Reason, public.

    `note` is for the applicant. Only the head of the issuing office, with second factor.
    """
    letter = Letter.objects.select_for_update(of=("self",)).filter(pk=letter_id).first()
    if letter is None:
        raise NoSuchLetter
    check_can_revoke(by=by, letter=letter)
    if letter.revoked_at is not None:
        raise AlreadyRevoked
    letter.revoked_at = max(now, letter.issued_at)
    letter.revoked_reason, letter.revoked_note = reason, note.strip()
    letter.revoked_by_id = by.user_id
    letter.save(update_fields=["revoked_at", "revoked_reason", "revoked_note", "revoked_by"])
    _tell_applicant(letter, by=by, now=now)
    audit.record(
        by=by, action="services.letter_revoked", subject=f"case:{letter.case_id}", now=now,
        detail={"letter": str(letter.pk), "reason": reason},
        topics=(f"case:{letter.case_id}", f"office:{letter.office_id}"),
    )  # fmt: skip
    return letter


def _tell_applicant(letter: Letter, *, by: Acting, now: datetime) -> None:
    case = cases.get_case(letter.case_id)
    address = people.get_contact(case.applicant_id).email
    if not address:
        return
    with override(case.language):
        facts = {
            "letter": letter,
            "name": case.case_type.name,
            "address": f"{settings.PUBLIC_URL}/surat/{letter.token}/",
            "regency": settings.REGENCY_FACTS["formal_name"],
        }
        outbox.post_mail(
            to=address,
            subject=_("Revoked: %(name)s") % {"name": case.case_type.name},
            text=render_to_string("services/mail/revoked.txt", facts),
            language=case.language,
            about=f"case:{case.pk}",
            by=by,
            now=now,
        )


def note_reading(letter: Letter, *, how: str, by: Acting, now: datetime) -> None:
    """Write into the chain that somebody else than its applicant opened the whole letter."""
    audit.record(
        by=by, action="services.letter_opened", subject=f"case:{letter.case_id}", now=now,
        detail={"letter": str(letter.pk), "how": how}, topics=(),
    )  # fmt: skip


def forget_letters(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """
    Show strangers nothing of a forgotten person and close the holder's way.

    The signed file stays in the archive of the offices (UU 43/2009 pasal 40).
    """
    del by, now  # the forgetting has its own line in the chain
    Letter.objects.filter(case__applicant_id=person_id).update(
        name_shown="", nik_shown="", holder_hash=b"", holder_sealed=b""
    )
