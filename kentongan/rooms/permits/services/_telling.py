"""E-mails of this room, written into the outbox in the transaction of the change."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.models import Permit

SUBJECTS = {
    "bill": lambda: _("To be paid: %(name)s"),
    "paid": lambda: _("Payment received: %(name)s"),
    "void": lambda: _("Bill made void: %(name)s"),
    "duty": lambda: _("A camera belongs to your building"),
    "met": lambda: _("Your camera duty is fulfilled"),
    "lapsed": lambda: _("Your camera is not alive any more"),
    "warning": lambda: _("Warning letter about your camera duty"),
    "ending": lambda: _("Your certificate of worthiness ends soon"),
}


def tell_owner(permit: Permit, *, what: str, by: Acting, now: datetime, **facts: Any) -> bool:
    """Queue one e-mail to the applicant of a permit when an address is known; tell whether."""
    case = permit.case
    address = people.get_contact(case.applicant_id).email
    if not address:
        return False
    with override(case.language):
        prefix = "" if case.language == settings.LANGUAGE_CODE else f"/{case.language}"
        words = {
            "permit": permit,
            "name": case.case_type.name,
            "address": f"{settings.PUBLIC_URL}{prefix}/lacak/{case.code}/",
            "own": f"{settings.PUBLIC_URL}{prefix}/izin/milik/",
            "regency": settings.REGENCY_FACTS["formal_name"],
            **facts,
        }
        outbox.post_mail(
            to=address, subject=SUBJECTS[what]() % {"name": case.case_type.name},
            text=render_to_string(f"permits/mail/{what}.txt", words),
            language=case.language, about=f"case:{case.pk}", by=by, now=now,
        )  # fmt: skip
    return True
