"""The crew's day: we are here, the quota is used up, we are gone, so many were served."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.rounds.errors import AlreadyOpen, NoSuchVisit, NotFull, NotOpen, NotThisDay
from kentongan.rooms.rounds.models import Served, Stop, Visit
from kentongan.rooms.rounds.queries.showing import get_today
from kentongan.rooms.rounds.services._locking import find_held, grow, lock_stop
from kentongan.rooms.rounds.services._telling import tell_full, tell_not_full


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
def mark_full(*, stop_id: int, day: date, by: Acting, now: datetime) -> Visit:
    """Say that the quota is used up; twice is once. Raises NotOpen."""
    stop = lock_stop(stop_id, by=by)
    visit = _get_open(stop, day)
    if visit.full_at is not None:
        return visit
    _write_full(stop, visit, now, now=now)
    held = find_held(stop, day)
    if held is not None:
        tell_full(held, by=by, now=now)
    _record(stop, visit, "rounds.visit_full", by=by, now=now)
    return visit


@transaction.atomic
def unmark_full(*, stop_id: int, day: date, by: Acting, now: datetime) -> Visit:
    """Take that back: people are served again; raises NotOpen, NotFull."""
    stop = lock_stop(stop_id, by=by)
    visit = _get_open(stop, day)
    full_at = visit.full_at
    if full_at is None:
        raise NotFull
    _write_full(stop, visit, None, now=now)
    tell_not_full(stop, day, full_at=full_at, by=by, now=now)
    _record(stop, visit, "rounds.visit_not_full", by=by, now=now)
    return visit


@transaction.atomic
def close_visit(
    *, stop_id: int, day: date, served: int = 0, kinds: Mapping[str, int] | None = None,
    note: str = "", by: Acting, now: datetime,
) -> Visit:  # fmt: skip
    """
    Say that the crew has left and how many it served; also days later. Raises NotOpen.

    `kinds` counts each kind that the unit names, and then their sum is what was served; kinds
    that it does not name are left out.
    """
    stop = lock_stop(stop_id, by=by)
    visit = _get_open(stop, day)
    known = {slug for slug, _name in stop.unit.kind_names}
    counted = {kind: people for kind, people in (kinds or {}).items() if kind in known}
    visit.closed_at, visit.note = now, note
    visit.served = sum(counted.values()) if counted else served
    visit.save(update_fields=["closed_at", "served", "note"])
    Served.objects.bulk_create(
        Served(visit=visit, kind=kind, people=people) for kind, people in counted.items()
    )
    _record(stop, visit, "rounds.visit_closed", by=by, now=now, served=visit.served, **counted)
    return visit


def _get_open(stop: Stop, day: date) -> Visit:
    visit = Visit.objects.filter(stop=stop, date=day, closed_at=None).first()
    if visit is None:
        raise NotOpen
    return visit


def _write_full(stop: Stop, visit: Visit, full_at: datetime | None, *, now: datetime) -> None:
    visit.full_at = full_at
    visit.save(update_fields=["full_at"])
    grow(stop, now=now)


def _record(
    stop: Stop, visit: Visit, action: str, *, by: Acting, now: datetime, **detail: int
) -> None:  # fmt: skip
    subject = f"visit:{stop.unit.slug}/{stop.slug}/{visit.date}"
    audit.record(by=by, action=action, subject=subject, now=now, detail=detail, topics=("rounds",))
