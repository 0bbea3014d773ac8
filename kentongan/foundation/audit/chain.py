"""Write to the audit chain, seal its days, and read it all again."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Min

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit.models import AuditDay, AuditLine

GENESIS = bytes(32)
FETCH_ROWS = 5_000
APPEND = "SELECT audit_append(%s, %s, %s, %s, %s::jsonb, %s::text[])"
CHAIN_NOW = "SET CONSTRAINTS audit_draft_is_chained IMMEDIATE"
CHAIN_LATER = "SET CONSTRAINTS audit_draft_is_chained DEFERRED"
READ = """SELECT id, prev_hash, hash, audit_canonical(id, at, actor, action, subject, detail)
          FROM audit_line WHERE id > %s ORDER BY id"""


@dataclass(frozen=True)
class Head:
    """The last line of the chain."""

    id: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What reading the whole chain found; `broken_id` is the first line that does not fit."""

    lines: int
    head: Head
    broken_id: int | None = None
    why: str = ""

    @property
    def is_whole(self) -> bool:
        return self.broken_id is None


def record(
    *,
    by: Acting,
    action: str,
    subject: str,
    now: datetime,
    detail: Mapping[str, Any] | None = None,
    topics: Sequence[str] = (),
) -> None:
    """
    Append one line in the caller's transaction.

    `detail` carries no personal data. `topics` are told to the live process at commit. The line
    joins the chain at commit: only then others wait for it, a moment, whatever the caller does.
    """
    text = json.dumps(dict(detail or {}), cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(APPEND, [now, by.ref, action, subject, text, list(topics)])


def _chain_own_lines() -> None:
    """Let this transaction read what it wrote itself, by chaining it before the commit."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(CHAIN_NOW)
            cursor.execute(CHAIN_LATER)


def get_head() -> Head:
    """Return number and hash of the last line; (0, 64 zeros) for an empty chain."""
    _chain_own_lines()
    last = AuditLine.objects.order_by("-id").only("id", "hash").first()
    if last is None:
        return Head(0, GENESIS.hex())
    return Head(last.id, bytes(last.hash).hex())


def list_lines(subject: str) -> list[AuditLine]:
    """Return the lines about one subject, oldest first."""
    _chain_own_lines()
    return list(AuditLine.objects.filter(subject=subject).order_by("id"))


def list_days(*, before: date | None = None, limit: int = 50) -> list[AuditDay]:
    """Return sealed days, newest first, those before `before` when given."""
    days = AuditDay.objects.order_by("-date")
    return list((days.filter(date__lt=before) if before else days)[:limit])


def seal_days(*, now: datetime) -> list[AuditDay]:
    """Publish the head of each finished day that has lines and is not sealed yet."""
    zone = ZoneInfo(settings.TIME_ZONE)
    today = now.astimezone(zone).date()
    with transaction.atomic():
        _chain_own_lines()
        latest = AuditDay.objects.order_by("-date").first()
        day = latest.date + timedelta(days=1) if latest else _find_first_day(zone)
        sealed = []
        while day is not None and day < today:
            made = _seal_day(day, zone=zone, after=latest, now=now)
            if made is not None:
                sealed.append(made)
                latest = made
            day += timedelta(days=1)
    return sealed


def _find_first_day(zone: ZoneInfo) -> date | None:
    """Return the earliest day of the chain; the demo's regency is loaded after its story began."""
    at = AuditLine.objects.aggregate(first=Min("at"))["first"]
    return at.astimezone(zone).date() if at else None


def _seal_day(
    day: date, *, zone: ZoneInfo, after: AuditDay | None, now: datetime
) -> AuditDay | None:
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    last = (
        AuditLine.objects.filter(at__lt=end, id__gt=after.last_id if after else 0)
        .order_by("-id")
        .first()
    )
    if last is None:
        return None
    made, _ = AuditDay.objects.get_or_create(
        date=day,
        defaults={
            "last_id": last.id,
            "line_count": last.id - (after.last_id if after else 0),
            "hash": last.hash,
            "sealed_at": now,
        },
    )
    return made


def _read() -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """Read the chain by number, a few thousand lines at a time, so that memory stays small."""
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(f"{READ} LIMIT {FETCH_ROWS}", [after])
            rows = cursor.fetchall()
            if not rows:
                return
            for number, prev_hash, line_hash, canonical in rows:
                yield number, bytes(prev_hash), bytes(line_hash), bytes(canonical)
            after = rows[-1][0]


def verify() -> Verdict:
    """Recompute every hash and compare the sealed days; names the first broken line."""
    _chain_own_lines()
    sealed = {day.last_id: bytes(day.hash) for day in AuditDay.objects.all()}
    last_hash, count = GENESIS, 0
    sha256 = hashlib.sha256
    for number, prev_hash, line_hash, canonical in _read():
        count += 1
        why = ""
        if number != count:
            why = "line is missing"
        elif prev_hash != last_hash:
            why = "does not follow the line before"
        elif sha256(prev_hash + canonical).digest() != line_hash:
            why = "was changed"
        elif sealed and sealed.pop(number, line_hash) != line_hash:
            why = "differs from the published day head"
        if why:
            return _broken(count, last_hash, min(number, count), why)
        last_hash = line_hash
    if sealed:
        return _broken(count, last_hash, min(sealed), "published day head has no line")
    return Verdict(lines=count, head=Head(count, last_hash.hex()))


def _broken(count: int, last_hash: bytes, number: int, why: str) -> Verdict:
    return Verdict(lines=count, head=Head(count, last_hash.hex()), broken_id=number, why=why)
