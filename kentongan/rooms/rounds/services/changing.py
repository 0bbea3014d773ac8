"""Cancelling, moving and adding a visit, and undoing that: followers are told at once."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import (
    ChangedAlready,
    NoSuchVisit,
    NothingToUndo,
    TooLate,
    UnitIsElsewhere,
    WrongChange,
)
from kentongan.rooms.rounds.models import Stop, StopChange, Visit
from kentongan.rooms.rounds.queries.showing import Shown, get_today
from kentongan.rooms.rounds.queries.words import say_day, say_hour
from kentongan.rooms.rounds.rules.occurrences import ChangeKind
from kentongan.rooms.rounds.services._locking import find_in_the_way, find_planned, grow, lock_stop
from kentongan.rooms.rounds.services._telling import tell_change, tell_undone


@dataclass(frozen=True)
class Reason:
    """Why, in both languages."""

    id: str
    en: str


@dataclass(frozen=True)
class Instead:
    """When and where instead; an empty place is the usual one, an empty region too."""

    date: date
    opens: time
    closes: time
    place_id: str = ""
    place_en: str = ""
    region: str = ""


@transaction.atomic
def cancel_visit(
    *, stop_id: int, day: date, reason: Reason, by: Acting, now: datetime
) -> StopChange:  # fmt: skip
    """Tell that nobody comes on a day; raises NoSuchVisit, ChangedAlready, TooLate."""
    stop = lock_stop(stop_id, by=by)
    held = _get_changeable(stop, day, now=now)
    usual = Instead(held.at.date, stop.opens, stop.closes)
    return _change(stop, day, ChangeKind.CANCELLED, usual, reason, by=by, now=now)


@transaction.atomic
def move_visit(
    *, stop_id: int, day: date, instead: Instead, reason: Reason, by: Acting, now: datetime
) -> StopChange:
    """
    Let a visit be on another day, at another time or place; raises WrongChange too.

    Never merged: refused where the unit comes to this place on that day anyway, or is elsewhere
    at that time with all its teams.
    """
    stop = lock_stop(stop_id, by=by)
    _get_changeable(stop, day, now=now)
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
    """Take a change back, and tell that too; raises NothingToUndo, TooLate, UnitIsElsewhere."""
    stop = lock_stop(stop_id, by=by)
    change = StopChange.objects.filter(stop=stop, date=day, undone_at=None).first()
    if change is None or Visit.objects.filter(stop=stop, date=change.new_date).exists():
        raise NothingToUndo
    if max(change.date, change.new_date) < get_today(now):
        raise TooLate
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    grow(stop, now=now)
    again = find_planned(stop, change.date)
    if again is not None and again.change is None:
        _check_is_free(stop, again, planned=change.date)
    tell_undone(stop, change, again=again, by=by, now=now)
    _record(stop, change, "rounds.change_undone", by=by, now=now)
    return change


def _get_changeable(stop: Stop, day: date, *, now: datetime) -> Shown:
    _check_unchanged(stop, day)
    held = find_planned(stop, day)
    if held is None:
        raise NoSuchVisit
    if held.at.ends_at <= now or held.visit is not None:
        raise TooLate
    return held


def _check_is_free(stop: Stop, one: Shown, *, planned: date) -> None:
    opens, closes = one.at.starts_at.time(), one.at.ends_at.time()
    other = find_in_the_way(stop, one.at.date, opens=opens, closes=closes, planned=planned)
    if other is not None:
        raise UnitIsElsewhere(UnitIsElsewhere.message % _say_where(other))


def _say_where(one: Shown) -> dict[str, str]:
    return {
        "place": one.place, "day": say_day(one.at.date),
        "opens": say_hour(one.at.starts_at), "closes": say_hour(one.at.ends_at),
    }  # fmt: skip


def _check_unchanged(stop: Stop, day: date) -> None:
    if StopChange.objects.filter(stop=stop, date=day, undone_at=None).exists():
        raise ChangedAlready


def _check_instead(stop: Stop, instead: Instead, *, old: date | None, now: datetime) -> None:
    if instead.closes <= instead.opens:
        raise WrongChange(fields={"closes": _("This must be later than the beginning.")})
    if datetime.combine(instead.date, instead.closes, stop.plan.zone) <= now:
        raise WrongChange(fields={"new_date": _("This time is over.")})
    if instead.region and not places.has_region(instead.region):
        raise WrongChange(fields={"region": _("Choose a village or a district.")})
    other = find_in_the_way(
        stop, instead.date, opens=instead.opens, closes=instead.closes, planned=old
    )
    if other is not None and other.stop.pk == stop.pk:
        raise WrongChange(fields={"new_date": _("The unit comes on this day anyway.")})
    if other is not None:
        raise WrongChange(fields={"new_date": UnitIsElsewhere.message % _say_where(other)})


def _change(
    stop: Stop, day: date, kind: ChangeKind, instead: Instead, reason: Reason,
    *, by: Acting, now: datetime,
) -> StopChange:  # fmt: skip
    change = StopChange.objects.create(
        stop=stop, date=day, kind=kind, new_date=instead.date, opens=instead.opens,
        closes=instead.closes, place_id=instead.place_id, place_en=instead.place_en,
        region_id=instead.region or None,
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
