"""Issuing letters: number, PDF, seal and register are one change, whatever the letter is about."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from kentongan.foundation import press, seal, vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.codes import ALPHABET, check_symbol
from kentongan.foundation.files.services import store_bytes
from kentongan.foundation.keys import make_key
from kentongan.rooms.letters.models import Letter, LetterFault
from kentongan.rooms.letters.queries import words
from kentongan.rooms.letters.queries.letters import (
    HOLDER,
    find_letter,
    hash_holder_code,
    tell_chain,
)
from kentongan.rooms.letters.queries.signing import is_signing_elsewhere, open_signer
from kentongan.rooms.letters.rules.letters import (
    TOKEN_LENGTH,
    Series,
    check_purpose,
    format_number,
    mask_name,
)
from kentongan.rooms.letters.services.signing import ensure_certificate
from kentongan.rooms.people import api as people

HOLDER_SYMBOLS = 7  # and one that checks: 2.7 · 10^10 codes, ten tries an hour
COUNT = """
    INSERT INTO letter_counter AS held (office_id, series, year, last_number)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (office_id, series, year) DO UPDATE SET last_number = held.last_number + 1
    RETURNING last_number
"""


def prepare_signing(signer: words.Signing, *, by: Acting, now: datetime) -> seal.Signer:
    """
    Return what puts the office's seal on; its certificate is made at first need.

    Call it before a transaction that locks something, so that no key is made under the lock.
    Raises CannotSign.
    """
    certificate = None
    if not is_signing_elsewhere():
        certificate = ensure_certificate(signer.office.pk, by=by, now=now)
    return open_signer(signer.office.key, certificate)


def issue_letter(
    *,
    case_id: UUID,
    purpose: str = "",
    series: Series,
    template: str,
    title: str,
    facts: Mapping[str, Any],
    valid_until: date | None = None,
    signer: words.Signing,
    by: Acting,
    now: datetime,
) -> Letter:
    """
    Make the letter of a case for this purpose; the same letter when it is made already.

    `template` is a file in the regency's folder of letters; `facts` reach it beside what every
    letter prints, and `facts["applicant"]` (name, nik) is whom the register shows, masked. All
    is one transaction: killed anywhere, nothing happened and no number is lost. Raises
    SealUnavailable, SealRefused, CannotSign or press.CannotPrint, and then nothing happened.
    """
    made = find_letter(case_id, purpose=check_purpose(purpose))
    if made is not None:
        return made
    pen = prepare_signing(signer, by=by, now=now)
    data = {**words.make_frame(signer, title=title, now=now), **facts}
    with transaction.atomic():
        _wait_for_others(case_id, purpose)
        made = find_letter(case_id, purpose=purpose)
        if made is not None:
            return made
        letter = _number(case_id, purpose, series, signer, now=now)
        letter.title, letter.valid_until = title, valid_until
        _seal(letter, data, signer, pen, template=template, by=by, now=now)
        _register(letter, data, by=by, now=now)
    return letter


def _wait_for_others(case_id: UUID, purpose: str) -> None:
    """Let two who make the same letter at once make it once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"letter:{case_id}:{purpose}"]
        )


def _number(
    case_id: UUID, purpose: str, series: Series, signer: words.Signing, *, now: datetime
) -> Letter:
    """Give the next number; until commit other letters of this office and series wait."""
    office, year = signer.office, words.get_issue_day(now).year
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [office.pk, series.slug, year])
        number = cursor.fetchone()[0]
    return Letter(
        id=make_key(),
        case_id=case_id,
        purpose=purpose,
        office_id=office.pk,
        series=series.slug,
        year=year,
        number=number,
        number_text=format_number(
            series.number_format, number=number, office_code=office.letter_code, year=year
        ),
        token=_make_symbols(TOKEN_LENGTH),
        signer_id=signer.user_id,
        signer_words=signer.capacity_line,
        issued_at=now,
    )


def _make_symbols(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(length))


def _seal(
    letter: Letter, data: Mapping[str, Any], signer: words.Signing, pen: seal.Signer,
    *, template: str, by: Acting, now: datetime,
) -> None:  # fmt: skip
    """Print, sign and store the file; the holder's code is printed and kept only as its hash."""
    code = _make_symbols(HOLDER_SYMBOLS)
    code += check_symbol(code)
    pdf = pen.sign(
        _print(letter, data, template=template, code=code),
        reason=f"{letter.title} {letter.number_text}",
        location=str(settings.REGENCY_FACTS["formal_name"]),
        name=f"{signer.name}, {signer.capacity_line}",
        at=now,
    )
    letter.file = store_bytes(
        pdf, name=_name_file(letter), media_type="application/pdf", by=by, now=now
    )
    letter.sha256 = letter.file.sha256
    letter.holder_hash = hash_holder_code(letter.pk, code)
    letter.holder_sealed = vault.seal(code, purpose=HOLDER)


def _print(letter: Letter, data: Mapping[str, Any], *, template: str, code: str) -> bytes:
    address = f"{settings.PUBLIC_URL}/surat/{letter.token}/"
    return press.print_letter(
        template=Path(settings.REGENCY_FOLDER) / "letters" / template,
        data={
            **data,
            "number": letter.number_text,
            "verify_url": address,
            "holder_code": f"{code[:4]}-{code[4:]}",
            "valid_until": words.say_day(letter.valid_until) if letter.valid_until else "",
        },
        images={"qr.svg": press.qr_svg(address)},
    )


def _name_file(letter: Letter) -> str:
    return f"{letter.series}-{letter.number:03d}-{letter.year}.pdf"


def _register(letter: Letter, data: Mapping[str, Any], *, by: Acting, now: datetime) -> None:
    who = data.get("applicant", {})
    letter.name_shown = mask_name(who.get("name", ""))
    letter.nik_shown = people.mask_nik(who["nik"]) if who.get("nik") else ""
    letter.save(force_insert=True)
    if not letter.purpose:
        LetterFault.objects.filter(case_id=letter.case_id).delete()
    audit.record(
        by=by, action="letters.issued", subject=f"case:{letter.case_id}", now=now,
        detail={**tell_chain(letter), "purpose": letter.purpose},
        topics=(f"case:{letter.case_id}", f"office:{letter.office_id}"),
    )  # fmt: skip
