"""Revoking letters, noting who read them, and what is forgotten of a person."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.errors import AlreadyRevoked, NoSuchLetter
from kentongan.rooms.letters.models import Letter
from kentongan.rooms.letters.permissions import check_can_revoke
from kentongan.rooms.people import api as people


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
        by=by, action="letters.revoked", subject=f"case:{letter.case_id}", now=now,
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
        name = letter.title if letter.purpose else case.case_type.name
        facts = {
            "letter": letter,
            "name": name,
            "address": f"{settings.PUBLIC_URL}/surat/{letter.token}/",
            "regency": settings.REGENCY_FACTS["formal_name"],
        }
        outbox.post_mail(
            to=address,
            subject=_("Revoked: %(name)s") % {"name": name},
            text=render_to_string("letters/mail/revoked.txt", facts),
            language=case.language,
            about=f"case:{case.pk}",
            by=by,
            now=now,
        )


def note_reading(letter: Letter, *, how: str, by: Acting, now: datetime) -> None:
    """Write into the chain that somebody else than its applicant opened the whole letter."""
    audit.record(
        by=by, action="letters.opened", subject=f"case:{letter.case_id}", now=now,
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
