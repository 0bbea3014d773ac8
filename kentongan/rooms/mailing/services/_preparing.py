"""Who gets a mailing: one statement writes all deliveries, whatever their number."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from kentongan.rooms.mailing.models import Mailing

# Items that a subscription of a reader asks for. `pace` is not asked of what is urgent.
WANTED = """
    FROM mailing_item AS i JOIN mailing_subscription AS s ON s.topic = ANY(i.topics)
    WHERE s.reader_id = r.id AND i.retracted_at IS NULL
        AND (i.ends_at IS NULL OR i.ends_at > %(now)s)
        AND (i.districts = '{}' OR s.districts = '{}' OR i.districts && s.districts)
"""
AT_ONCE = """AND i.id = %(item)s AND (i.is_urgent OR s.pace = 'at_once')
    AND s.since <= %(until)s"""
DIGEST = """AND s.pace = %(pace)s AND NOT i.is_urgent
    AND i.announced_at >= %(since)s AND i.announced_at < %(until)s"""
PREPARE = """
    INSERT INTO mailing_delivery
        (mailing_id, reader_id, domain, state, tries, next_try_at, journal, error, bounce)
    SELECT %(mailing)s, r.id, r.domain, 'waiting', 0, %(now)s, '', '', ''
    FROM mailing_reader AS r WHERE r.state = 'reading' AND EXISTS (SELECT 1 {wanted})
    ON CONFLICT (mailing_id, reader_id) DO NOTHING
"""
READ = """
    SELECT d.id, r.id, r.email_sealed, r.language, r.agreed_to_clicks,
        ARRAY(SELECT DISTINCT i.id {wanted} ORDER BY i.id DESC)
    FROM mailing_delivery AS d JOIN mailing_reader AS r ON r.id = d.reader_id
    WHERE d.id = ANY(%(ids)s) AND r.state = 'reading' ORDER BY d.id
"""


def write_deliveries(mailing: Mailing, *, now: datetime) -> int:
    """Write a delivery for each reader to whom the mailing has something to tell."""
    with connection.cursor() as cursor:
        cursor.execute(PREPARE.format(wanted=_want(mailing)), _facts(mailing, now=now))
        return int(cursor.rowcount)


class Claimed(NamedTuple):
    """A delivery of ours, and for whom it is."""

    delivery_id: int
    reader_id: UUID
    email_sealed: bytes
    language: str
    counts_clicks: bool
    item_ids: tuple[int, ...]


def read_claims(mailing: Mailing, ids: list[int], *, now: datetime) -> list[Claimed]:
    """Return claimed deliveries whose readers still read, with what each is told."""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(wanted=_want(mailing)), {**_facts(mailing, now=now), "ids": ids})
        return [Claimed(a, b, c, d, e, tuple(f)) for a, b, c, d, e, f in cursor.fetchall()]


def _want(mailing: Mailing) -> str:
    return WANTED + (AT_ONCE if mailing.kind == Mailing.Kind.AT_ONCE else DIGEST)


def _facts(mailing: Mailing, *, now: datetime) -> dict[str, Any]:
    return {
        "mailing": mailing.pk, "item": mailing.item_id, "pace": mailing.kind, "now": now,
        "since": mailing.since, "until": mailing.until or now,
    }  # fmt: skip
