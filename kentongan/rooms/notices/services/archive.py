"""NOTAMs of earlier times, for the archive: shown as over, mailed to nobody."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from kentongan.foundation import notam
from kentongan.foundation.actors import Acting
from kentongan.rooms.notices.errors import KnownAlready, NotADraft
from kentongan.rooms.notices.models import AffectedFlight, Notice
from kentongan.rooms.notices.rules.flights import read_flights
from kentongan.rooms.notices.rules.words import State
from kentongan.rooms.notices.services._keeping import keep, note
from kentongan.rooms.notices.services.drafts import take_notam


@transaction.atomic
def keep_past_notam(
    text: str, *, published_at: datetime, flights: str = "", by: Acting, now: datetime
) -> Notice:
    """
    Keep a NOTAM that is over; known already it stays as it is.

    Raises notam.NotamError, and NotADraft for one whose end is unknown or has not come.
    """
    read = notam.parse(text, received=published_at)
    if read.ends_at is None or read.ends_at > now:
        raise NotADraft
    try:
        kept = take_notam(text, by=by, now=now)
    except KnownAlready:
        return Notice.objects.get(number=read.number)
    kept.ends_at, kept.state = read.ends_at, State.PUBLISHED
    kept.published_at, kept.year = published_at, localtime(read.starts_at).year
    keep(kept, now=now)
    AffectedFlight.objects.bulk_create(
        AffectedFlight(notice=kept, order=n, flight=f.flight, route=f.route, time=f.time)
        for n, f in enumerate(read_flights(flights))
    )
    note(kept, "past_kept", by=by, now=now, detail={"number": kept.number})
    return kept
