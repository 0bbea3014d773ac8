"""Cancelling, moving and adding a visit, and undoing that: followers are told at once."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.rounds.errors import (
    ChangedAlready,
    NoSuchVisit,
    NothingToUndo,
    TooLate,
    WrongChange,
)
from kentongan.rooms.rounds.models import Stop, StopChange, Visit
from kentongan.rooms.rounds.queries.showing import get_today
from kentongan.rooms.rounds.rules.occurrences import ChangeKind
from kentongan.rooms.rounds.services._locking import find_held, grow, list_on, lock_stop
from kentongan.rooms.rounds.services._telling import tell_change, tell_undone


@dataclass(frozen=True)
class Reason:
    """Why, in both languages."""

    id: str
    en: str


@dataclass(frozen=True)
class Instead:
    """When and where instead; an empty place is the usual one."""

    date: date
    opens: time
    closes: time
    place_id: str = ""
    place_en: str = ""


@transaction.atomic
def cancel_visit(
    *, stop_id: int, day: date, reason: Reason, by: Acting, now: datetime
) -> StopChange:  # fmt: skip
    """Tell that nobody comes on a day; raises NoSuchVisit, ChangedAlready, TooLate."""
    stop = lock_stop(stop_id, by=by)
    _check_can_change(stop, day, now=now)
    usual = Instead(day, stop.opens, stop.closes)
    return _change(stop, day, ChangeKind.CANCELLED, usual, reason, by=by, now=now)


@transaction.atomic
def move_visit(
    *, stop_id: int, day: date, instead: Instead, reason: Reason, by: Acting, now: datetime
) -> StopChange:
    """Let a visit be on another day, at another time or place; raises WrongChange too."""
    stop = lock_stop(stop_id, by=by)
    _check_can_change(stop, day, now=now)
    _check_instead(stop, instead, old=day, now=now)
    return _change(stop, day, ChangeKind.MOVED, instead, reason, by=by, now=now)


@transaction.atomic
def add_visit(
    *, stop_id: int, instead: Instead, reason: Reason, by: Acting, now: datetime
) -> StopChange:  # fmt: skip
    """Let a unit come once more; raises WrongChange."""
    stop = lock_stop(stop_id, by=by)
    _check_instead(stop, instead, old=None, now=now)
    _check_unchanged(stop, instead.date)
    return _change(stop, instead.date, ChangeKind.EXTRA, instead, reason, by=by, now=now)


@transaction.atomic
def undo_change(*, stop_id: int, day: date, by: Acting, now: datetime) -> StopChange:
    """Take a change back, and tell that too; raises NothingToUndo, TooLate."""
    stop = lock_stop(stop_id, by=by)
    change = StopChange.objects.filter(stop=stop, date=day, undone_at=None).first()
    if change is None or Visit.objects.filter(stop=stop, date=change.new_date).exists():
        raise NothingToUndo
    if max(change.date, change.new_date) < get_today(now):
        raise TooLate
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    grow(stop, now=now)
    tell_undone(stop, change, by=by, now=now)
    _record(stop, change, "rounds.change_undone", by=by, now=now)
    return change


def _check_can_change(stop: Stop, day: date, *, now: datetime) -> None:
    _check_unchanged(stop, day)
    held = find_held(stop, day)
    if held is None:
        raise NoSuchVisit
    if held.at.ends_at <= now or held.visit is not None:
        raise TooLate


def _check_unchanged(stop: Stop, day: date) -> None:
    if StopChange.objects.filter(stop=stop, date=day, undone_at=None).exists():
        raise ChangedAlready


def _check_instead(stop: Stop, instead: Instead, *, old: date | None, now: datetime) -> None:
    if instead.closes <= instead.opens:
        raise WrongChange(fields={"closes": _("This must be later than the beginning.")})
    if datetime.combine(instead.date, instead.closes, stop.plan.zone) <= now:
        raise WrongChange(fields={"new_date": _("This time is over.")})
    taken = [one for one in list_on(stop, instead.date) if one.at.is_held]
    if instead.date != old and taken:
        raise WrongChange(fields={"new_date": _("The unit comes on this day anyway.")})


def _change(
    stop: Stop, day: date, kind: ChangeKind, instead: Instead, reason: Reason,
    *, by: Acting, now: datetime,
) -> StopChange:  # fmt: skip
    change = StopChange.objects.create(
        stop=stop, date=day, kind=kind, new_date=instead.date, opens=instead.opens,
        closes=instead.closes, place_id=instead.place_id, place_en=instead.place_en,
        reason_id=reason.id, reason_en=reason.en, sequence=grow(stop, now=now), made_at=now,
    )  # fmt: skip
    tell_change(stop, change, by=by, now=now)
    _record(stop, change, f"rounds.visit_{kind}", by=by, now=now)
    return change


def _record(stop: Stop, change: StopChange, action: str, *, by: Acting, now: datetime) -> None:
    audit.record(
        by=by, action=action, subject=f"visit:{stop.unit.slug}/{stop.slug}/{change.date}", now=now,
        detail={"new_date": change.new_date.isoformat()}, topics=("rounds",),
    )  # fmt: skip
