"""Declaring a day off and taking it back, by decree of the day."""

import datetime

from django.db import transaction
from django.utils.formats import date_format

from kentongan.foundation.actors import Acting
from kentongan.foundation.events import announce
from kentongan.rooms.places.errors import AlreadyDayOff, NotADayOff
from kentongan.rooms.places.events import DayOffDeclared, DayOffRevoked
from kentongan.rooms.places.models import DayOff, DayOffKind, DayOffSource
from kentongan.rooms.places.services.edition import finish_change


@transaction.atomic
def declare_day_off(
    *,
    date: datetime.date,
    name_id: str,
    name_en: str = "",
    kind: str = DayOffKind.LOCAL,
    decree: str = "",
    by: Acting,
    now: datetime.datetime,
) -> DayOff:
    """
    Make a date a day off for every office that closes on days off; announces DayOffDeclared.

    Raises AlreadyDayOff. Running deadlines that cross the date move; the cases room listens.
    """
    day = DayOff.objects.select_for_update().filter(date=date).first() or DayOff(date=date)
    if day.pk and day.revoked_at is None:
        raise AlreadyDayOff(date=date_format(date), name=day.name)
    day.name_id, day.name_en, day.kind, day.decree = name_id, name_en, DayOffKind(kind), decree
    day.source, day.is_verified, day.revoked_at = DayOffSource.DECLARED, True, None
    day.save()
    finish_change(
        action="places.day_off_declared",
        subject=f"day_off:{date}",
        detail={"name": name_id, "kind": day.kind, "decree": decree},
        by=by,
        now=now,
    )
    announce(DayOffDeclared(date=date))
    return day


@transaction.atomic
def revoke_day_off(
    *, date: datetime.date, reason: str = "", by: Acting, now: datetime.datetime
) -> None:
    """
    Make a day off an ordinary day again; announces DayOffRevoked. Raises NotADayOff.

    The row stays as revoked, so that loading the same data again does not bring the day back.
    """
    day = DayOff.objects.select_for_update().filter(date=date, revoked_at=None).first()
    if day is None:
        raise NotADayOff(date=date_format(date))
    day.revoked_at = now
    day.save(update_fields=["revoked_at"])
    finish_change(
        action="places.day_off_revoked",
        subject=f"day_off:{date}",
        detail={"name": day.name_id, "kind": day.kind, "reason": reason},
        by=by,
        now=now,
    )
    announce(DayOffRevoked(date=date))
