"""Telling leaders what is bad, once for each time of a working day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.models import Digest
from kentongan.rooms.reports.queries.digest import (
    Bad,
    count_words,
    get_regency_office_id,
    list_bad,
    read_plan,
    write_digest,
)
from kentongan.rooms.reports.rules.digest import find_slot

STILL = timedelta(hours=3)  # a worker that was away so long still tells


def send_due_digests(*, by: Acting, now: datetime) -> int:
    """Tell leaders when a time of a working day has come; returns how many letters were posted."""
    slot_at = find_slot(localtime(now), read_plan())
    if slot_at is None or now - slot_at > STILL or not _is_working_day(slot_at):
        return 0
    return send_digests(slot_at=slot_at, by=by, now=now)


def send_digests(*, slot_at: datetime, by: Acting, now: datetime) -> int:
    """
    Tell heads what is bad at their offices, the regent all of it; where nothing is bad, nobody.

    Safe to repeat: an office is told once for each `slot_at`, and when the regent's office has its
    line the whole time is done. Returns how many letters were posted.
    """
    home = get_regency_office_id()
    if Digest.objects.filter(office_id=home, slot_at=slot_at).exists():
        return 0
    by_office: dict[int, list[Bad]] = defaultdict(list)
    found = list_bad(now=now)
    for bad in found:
        by_office[bad.office_id].append(bad)
    by_office.pop(home, None)
    told = [*by_office.items(), (home, found)]
    return sum(_tell(office_id, rows, slot_at=slot_at, by=by, now=now) for office_id, rows in told)


@transaction.atomic
def _tell(
    office_id: int, found: Sequence[Bad], *, slot_at: datetime, by: Acting, now: datetime
) -> int:
    """Write the office's line first: who comes second waits for it, then finds it."""
    digest, is_new = Digest.objects.get_or_create(
        office_id=office_id, slot_at=slot_at,
        defaults={"bad_count": len(found), "mail_count": 0, "made_at": now},
    )  # fmt: skip
    if not is_new or not found:
        return 0
    heads = people.list_holders(office_id, people.Role.HEAD, now=now)
    for head in {head.user_id: head for head in heads}.values():
        _post(head, found, by=by, now=now)
        digest.mail_count += 1
    digest.save(update_fields=["mail_count"])
    return digest.mail_count


def _post(head: people.Holder, found: Sequence[Bad], *, by: Acting, now: datetime) -> None:
    with override(head.language):
        name = str(settings.REGENCY_FACTS["formal_name"])
        outbox.post_mail(
            to=head.email, subject=f"{count_words(found)}: {name}",
            text=write_digest(found, title=name, now=now), language=head.language,
            about="digest", by=by, now=now,
        )  # fmt: skip


def _is_working_day(moment: datetime) -> bool:
    calendar = places.get_calendar(places.get_office(get_regency_office_id()))
    return bool(calendar.hours_on(calendar.local_date(moment)))
