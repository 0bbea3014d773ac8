"""Small batches of deliveries for one sender, and what came of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from kentongan.rooms.mailing.models import Delivery, Mailing
from kentongan.rooms.mailing.rules.replies import Reply, get_wait
from kentongan.rooms.mailing.rules.warming import Warming
from kentongan.rooms.mailing.services._suppressing import suppress_reader

REST = timedelta(minutes=10)
CLAIM = """
    WITH picked AS (
        SELECT id FROM mailing_delivery
        WHERE mailing_id = %(mailing)s AND state = 'waiting' AND next_try_at <= %(now)s
            AND NOT domain = ANY(%(shut)s)
        ORDER BY next_try_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    UPDATE mailing_delivery AS d
    SET state = 'claimed', journal = %(journal)s, claimed_at = %(now)s, tries = d.tries + 1
    FROM picked WHERE d.id = picked.id RETURNING d.id, d.domain
"""
SHUT = """
    SELECT domain, first_on, hour_at, hour_count, rested_until FROM mailing_domain
    WHERE rested_until > %(now)s OR hour_at = %(hour)s
"""
COUNT = """
    INSERT INTO mailing_domain AS held (domain, first_on, hour_at, hour_count)
    SELECT domain, %(today)s, %(hour)s, number
    FROM unnest(%(domains)s::text[], %(numbers)s::int[]) AS new (domain, number)
    ON CONFLICT (domain) DO UPDATE SET hour_at = excluded.hour_at, hour_count =
        CASE WHEN held.hour_at = excluded.hour_at THEN held.hour_count ELSE 0 END
        + excluded.hour_count
"""
SLOWER = """
    INSERT INTO mailing_domain AS held (domain, first_on, hour_at, hour_count, rested_until)
    VALUES (%(domain)s, %(today)s, %(hour)s, 0, %(until)s)
    ON CONFLICT (domain) DO UPDATE SET rested_until = excluded.rested_until
"""


def claim(
    mailing: Mailing, *, journal: str, limit: int, warming: Warming | None, now: datetime
) -> list[int]:
    """Take up to `limit` waiting deliveries; they are ours when this returns."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    facts: dict[str, Any] = {
        "mailing": mailing.pk, "now": now, "hour": hour, "today": now.date(),
        "journal": journal, "limit": limit,
    }  # fmt: skip
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        hold_journal(journal)
        cursor.execute(SHUT, facts)
        shut = [row[0] for row in cursor.fetchall() if _is_shut(row, warming, now=now, hour=hour)]
        cursor.execute(CLAIM, {**facts, "shut": shut})
        rows = cursor.fetchall()
        if warming is not None and rows:
            counts = sorted(Counter(domain for _, domain in rows).items())
            domains, numbers = zip(*counts, strict=True)
            cursor.execute(COUNT, {**facts, "domains": list(domains), "numbers": list(numbers)})
    return sorted(row[0] for row in rows)


def hold_journal(journal: str) -> None:
    """Wait until no transaction of this journal's sender is under way, not even of a dead one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [journal])


def _is_shut(
    row: tuple[str, object, datetime, int, datetime | None],
    warming: Warming | None,
    *,
    now: datetime,
    hour: datetime,
) -> bool:
    _domain, first_on, hour_at, count, rested_until = row
    if rested_until is not None and rested_until > now:
        return True
    days = (now.date() - first_on).days  # type: ignore[operator]
    return warming is not None and hour_at == hour and count >= warming.allow(days_known=days)


@transaction.atomic(durable=True)
def settle(
    *,
    sent: Sequence[int],
    skipped: Sequence[int],
    refused: Sequence[tuple[int, Reply]],
    given_back: Sequence[int],
    journal: str,
    give_back_at: datetime,
    now: datetime,
) -> None:
    """Write what came of a batch; the only commit of it."""
    hold_journal(journal)
    claimed = Delivery.objects.filter(state=Delivery.State.CLAIMED)
    if sent:
        claimed.filter(pk__in=sent).update(state=Delivery.State.SENT, ended_at=now, error="")
    if skipped:
        claimed.filter(pk__in=skipped).update(state=Delivery.State.SKIPPED, ended_at=now)
    if given_back:
        claimed.filter(pk__in=given_back).update(
            state=Delivery.State.WAITING, journal="", next_try_at=give_back_at
        )
    for delivery_id, reply in refused:
        _note_refusal(delivery_id, reply, now=now)


def _note_refusal(delivery_id: int, reply: Reply, *, now: datetime) -> None:
    delivery = Delivery.objects.select_related("reader").get(pk=delivery_id)
    wait = None if reply.is_final else get_wait(tries=delivery.tries)
    delivery.error, delivery.journal = str(reply)[:40], ""
    if wait is None:
        delivery.state, delivery.ended_at = Delivery.State.FAILED, now
    else:
        delivery.state, delivery.next_try_at = Delivery.State.WAITING, now + wait
    delivery.save(update_fields=["state", "error", "journal", "ended_at", "next_try_at"])
    if reply.is_gone:
        suppress_reader(delivery.reader, reason="bounced", status=reply.status, now=now)
    if reply.wants_it_slower:
        _rest(delivery.domain, now=now)


def _rest(domain: str, *, now: datetime) -> None:
    hour = now.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            SLOWER, {"domain": domain, "today": now.date(), "hour": hour, "until": now + REST}
        )
