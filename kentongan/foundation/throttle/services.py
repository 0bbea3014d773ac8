"""Count tries in fixed windows: one statement a try, whatever the number of workers."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest

from kentongan.foundation.errors import TooOften
from kentongan.foundation.throttle.models import Window
from kentongan.foundation.vault import blind_index

COUNT = """
    INSERT INTO throttle_window AS held (key, tries, ends_at) VALUES (%(key)s, 1, %(end)s)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN held.ends_at <= %(now)s THEN 1 ELSE LEAST(held.tries, 1000000) + 1 END,
        ends_at = CASE WHEN held.ends_at <= %(now)s THEN excluded.ends_at ELSE held.ends_at END
    RETURNING tries, ends_at
"""


def check_rate(key: str, *, limit: int, per_seconds: int, now: datetime) -> None:
    """
    Count one try of `key`; raises TooOften beyond `limit` tries in a window of `per_seconds`.

    Only a keyed hash of `key` is stored, so it may hold an address or a code. Call it outside of
    any transaction (before @once): a count that a refusal rolls back would stop nobody, therefore
    inside one this raises RuntimeError.
    """
    facts: dict[str, bytes | datetime] = {
        "key": blind_index(key, purpose="throttle"),
        "end": now + timedelta(seconds=per_seconds),
        "now": now,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(COUNT, facts)
        tries, ends_at = cursor.fetchone()
    if tries > limit:
        seconds = max(1, int((ends_at - now).total_seconds()))
        raise TooOften(seconds=seconds, minutes=-(-seconds // 60))


def count_tries(key: str, *, now: datetime) -> int:
    """Return how often `key` was tried in the window that runs now."""
    rows = Window.objects.filter(key=blind_index(key, purpose="throttle"), ends_at__gt=now)
    return rows.values_list("tries", flat=True).first() or 0


def forgive(key: str) -> None:
    """Forget the tries of `key`, after one that succeeded."""
    Window.objects.filter(key=blind_index(key, purpose="throttle")).delete()


def purge_windows(*, now: datetime) -> int:
    """Delete windows that ended; returns how many."""
    count, _ = Window.objects.filter(ends_at__lte=now).delete()
    return count


def read_address(request: HttpRequest) -> str:
    """
    Return the visitor's network address, behind as many trusted proxies as the settings say.

    IPv6 is cut to its /64: that is what one household gets, and it has 2^64 addresses.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if count:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        address = seen[-count] if len(seen) >= count and seen[-count] else address
    return ":".join(address.split(":")[:4]) if ":" in address else address
