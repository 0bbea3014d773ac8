"""Following a report instead of sending it again."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NeedsContact
from kentongan.rooms.reports.models import Follower, Report
from kentongan.rooms.reports.queries.blocks import check_not_blocked
from kentongan.rooms.reports.queries.finding import get_public_report
from kentongan.rooms.reports.services._followers import add_follower


@transaction.atomic
def follow_report(
    *, code: str, phone: str = "", email: str = "", language: str = "id", by: Acting, now: datetime
) -> Follower:
    """
    Tell this person what happens to a public report; once is enough.

    An account follows as itself. Raises NeedsContact, NoSuchReport, people.PhoneWrong.
    """
    report = get_public_report(code)
    known_id = by.person_id if isinstance(by, people.Actor) and not by.holdings else None
    if known_id is None and not (phone or email):
        raise NeedsContact(fields={"phone": NeedsContact.message})
    check_not_blocked(phone)
    person_id = (
        known_id
        or people.register_person(
            name="", phone=phone, email=email, by=by, now=now, pin=f"{secrets.randbelow(10_000):04}"
        ).id
    )
    add_follower(report, person_id, language=language, now=now)
    audit.record(
        by=by, action="reports.followed", subject=f"case:{report.pk}", now=now,
        topics=(f"case:{report.pk}",),
    )  # fmt: skip
    return Follower.objects.select_related("report").get(report=report, person_id=person_id)


@transaction.atomic
def unfollow_report(*, follower_id: int, by: Acting, now: datetime) -> None:
    """Tell this person nothing more."""
    found = Follower.objects.filter(pk=follower_id).first()
    if found is None:
        return
    found.delete()
    Report.objects.filter(pk=found.report_id).update(follower_count=F("follower_count") - 1)
    audit.record(
        by=by, action="reports.unfollowed", subject=f"case:{found.report_id}", now=now,
        topics=(f"case:{found.report_id}",),
    )  # fmt: skip
