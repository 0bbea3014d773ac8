"""Letters to the applicant, written into the outbox in the same transaction as the change."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cases.events import tell_otherwise
from kentongan.rooms.cases.models import Case
from kentongan.rooms.people import api as people

SUBJECTS = {
    "received": lambda: _("Received: %(name)s"),
    "asked": lambda: _("We need one thing from you: %(name)s"),
    "granted": lambda: _("Granted: %(name)s"),
    "refused": lambda: _("Refused: %(name)s"),
    "finished": lambda: _("Ready for you to download: %(name)s"),
    "message": lambda: _("A message about: %(name)s"),
    "moved": lambda: _("A new date: %(name)s"),
}


def tell_applicant(case: Case, *, what: str, text: str = "", by: Acting, now: datetime) -> None:
    """Queue one e-mail when the applicant gave an address; `what` is a key of SUBJECTS."""
    if tell_otherwise(case, what=what, text=text, by=by, now=now):
        return
    address = people.get_contact(case.applicant_id).email
    if not address:
        return
    with override(case.language):
        path = f"/lacak/{case.code}/"
        prefix = "" if case.language == settings.LANGUAGE_CODE else f"/{case.language}"
        facts = {
            "case": case,
            "what": what,
            "text": text,
            "name": case.case_type.name,
            "address": f"{settings.PUBLIC_URL}{prefix}{path}",
            "regency": settings.REGENCY_FACTS["formal_name"],
        }
        outbox.post_mail(
            to=address,
            subject=SUBJECTS[what]() % {"name": case.case_type.name},
            text=render_to_string(f"cases/mail/{what}.txt", facts),
            language=case.language,
            about=f"case:{case.pk}",
            by=by,
            now=now,
        )


def tell_officers(
    case: Case, *, office_id: int, role: str, what: str, now: datetime, by: Acting
) -> int:
    """Queue one e-mail for each holder of the role at the office and return how many."""
    holders = people.list_holders(office_id, role, now=now)
    for holder in holders:
        with override(holder.language):
            subject = {
                "half": _("Half of the time is spent: %(code)s"),
                "four_fifths": _("Four fifths of the time are spent: %(code)s"),
                "due": _("The deadline is now: %(code)s"),
                "escalated": _("Late, and it comes to you: %(code)s"),
            }[what] % {"code": case.code}
            facts = {
                "case": case,
                "what": what,
                "name": case.case_type.name,
                "address": f"{settings.PUBLIC_URL}/meja/{case.code}/",
                "regency": settings.REGENCY_FACTS["formal_name"],
            }
            outbox.post_mail(
                to=holder.email,
                subject=subject,
                text=render_to_string("cases/mail/reminder.txt", facts),
                language=holder.language,
                about=f"case:{case.pk}",
                by=by,
                now=now,
            )
    return len(holders)
