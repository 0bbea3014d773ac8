"""The crew's day: we are here, we are gone, so many were served."""

from datetime import date, datetime

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.rounds.errors import AlreadyOpen, NoSuchVisit, NotOpen, NotThisDay
from kentongan.rooms.rounds.models import Stop, Visit
from kentongan.rooms.rounds.queries.showing import get_today
from kentongan.rooms.rounds.services._locking import find_held, lock_stop


@transaction.atomic
def open_visit(*, stop_id: int, day: date, by: Acting, now: datetime) -> Visit:
    """Say that the crew is there, on the day itself; raises NotThisDay, AlreadyOpen."""
    stop = lock_stop(stop_id, by=by)
    if find_held(stop, day) is None:
        raise NoSuchVisit
    if day != get_today(now):
        raise NotThisDay
    visit, is_new = Visit.objects.get_or_create(stop=stop, date=day, defaults={"opened_at": now})
    if not is_new:
        raise AlreadyOpen
    _record(stop, visit, "rounds.visit_opened", by=by, now=now)
    return visit


@transaction.atomic
def close_visit(
    *, stop_id: int, day: date, served: int, note: str = "", by: Acting, now: datetime
) -> Visit:
    """Say that the crew has left and how many it served; also days later. Raises NotOpen."""
    stop = lock_stop(stop_id, by=by)
    visit = Visit.objects.filter(stop=stop, date=day, closed_at=None).first()
    if visit is None:
        raise NotOpen
    visit.closed_at, visit.served, visit.note = now, served, note
    visit.save(update_fields=["closed_at", "served", "note"])
    _record(stop, visit, "rounds.visit_closed", by=by, now=now, served=served)
    return visit


def _record(
    stop: Stop, visit: Visit, action: str, *, by: Acting, now: datetime, **detail: int
) -> None:  # fmt: skip
    subject = f"visit:{stop.unit.slug}/{stop.slug}/{visit.date}"
    audit.record(by=by, action=action, subject=subject, now=now, detail=detail, topics=("rounds",))
