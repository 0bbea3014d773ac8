"""The day before a visit, those who follow its place are reminded."""

from datetime import datetime, timedelta

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.rounds.queries.showing import get_today, list_stops, list_visits
from kentongan.rooms.rounds.services._telling import remind


def remind_of_tomorrow(*, by: Acting, now: datetime) -> int:
    """Remind of every visit that is held tomorrow, once each; returns how many there are."""
    day = get_today(now) + timedelta(days=1)
    held = [
        one
        for one in list_visits(list_stops(), since=day, until=day + timedelta(days=1))
        if one.at.is_held
    ]
    for one in held:
        with transaction.atomic():
            remind(one, by=by, now=now)
    return len(held)
