"""What the platform tells is sealed and queued in one transaction; nothing is understood here."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.models import WaEvent, WaTalk
from kentongan.rooms.reports.queries.talks import PURPOSE, index_talk

UNDERSTAND = "reports.understand_whatsapp"
SETTLING = timedelta(seconds=2)  # messages sent together may arrive in another order
UNDERSTOOD = frozenset({"text", "image", "location"})
MOST_KEPT_AN_HOUR = 500  # of one number; beyond that nothing is kept
State = WaEvent.State


@transaction.atomic
def receive_events(payload: Mapping[str, Any], *, by: Acting, now: datetime) -> int:
    """Keep what is new of a call of the platform and queue its understanding; returns how many."""
    del by
    kept = 0
    talks: set[int] = set()
    for kind, event in _list_events(payload):
        talk = _find_talk(event, now=now) if kind == "message" else None
        if kind == "message" and (talk is None or _is_flooding(talk, now=now)):
            continue
        row = _make_row(kind, event, talk=talk, now=now)
        if _keep(row):
            kept += 1
            if talk is not None and row.state == State.WAITING:
                talks.add(talk.pk)
    for talk_id in sorted(talks):
        queue_understanding(talk_id, at=now + SETTLING)
    return kept


def queue_understanding(talk_id: int, *, at: datetime) -> None:
    """Queue the understanding of a talk, unless it is queued already."""
    job = queue.configure_task(UNDERSTAND, schedule_at=at, queueing_lock=f"whatsapp-{talk_id}")
    try:
        with transaction.atomic():
            job.defer(talk_id=talk_id)
    except AlreadyEnqueued:
        return


def _list_events(payload: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give messages and statuses that are meant for our number; the rest is not ours."""
    for entry in _list(payload.get("entry")):
        for change in _list(entry.get("changes")):
            value = change.get("value")
            if not isinstance(value, Mapping):
                continue
            number = (value.get("metadata") or {}).get("phone_number_id")
            if number != settings.WHATSAPP["number_id"]:
                continue
            for message in _list(value.get("messages")):
                yield "message", message
            for status in _list(value.get("statuses")):
                yield "status", status


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _find_talk(event: Mapping[str, Any], *, now: datetime) -> WaTalk | None:
    try:
        phone = people.normalise_phone(f"+{str(event.get('from', '')).lstrip('+')}")
    except people.PhoneWrong:
        return None
    talk, _is_new = WaTalk.objects.get_or_create(
        phone_index=index_talk(phone),
        defaults={"phone_sealed": vault.seal(phone, purpose=PURPOSE), "updated_at": now},
    )
    return talk


def _is_flooding(talk: WaTalk, *, now: datetime) -> bool:
    """Tell whether so much came that even keeping it would harm others."""
    since = now - timedelta(hours=1)
    return talk.events.filter(received_at__gte=since).count() >= MOST_KEPT_AN_HOUR


def _make_row(
    kind: str, event: Mapping[str, Any], *, talk: WaTalk | None, now: datetime
) -> WaEvent:
    text = json.dumps(event, sort_keys=True)
    name = f"{event.get('id') or text}|{event.get('status', '')}"
    what = str(event.get("type", "unknown")) if kind == "message" else "status"
    return WaEvent(
        key=vault.blind_index(name, purpose=PURPOSE),
        talk=talk,
        kind=what[:20],
        payload_sealed=vault.seal(text, purpose=PURPOSE),
        sent_at=_read_time(event.get("timestamp"), now=now),
        received_at=now,
        state=State.WAITING if what in UNDERSTOOD and talk is not None else State.KEPT,
    )


def _read_time(value: object, *, now: datetime) -> datetime:
    try:
        sent_at = datetime.fromtimestamp(int(str(value)), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return min(sent_at, now)


def _keep(row: WaEvent) -> bool:
    """Insert the event unless its id is known; the platform tells everything several times."""
    known = WaEvent.objects.filter(key=row.key).exists()
    WaEvent.objects.bulk_create([row], ignore_conflicts=True)
    return not known
