"""Is e-mail going out? For `check_house`."""

from datetime import timedelta

from django.utils.timezone import localtime

from kentongan.foundation.checkups import Finding, bad, good, look
from kentongan.foundation.outbox.queries import count_failed, get_oldest_wait

LONG_WAIT = timedelta(minutes=30)


def check_outbox() -> Finding:
    """Look for letters given up since yesterday, and for letters that nobody sends."""
    now = localtime()
    wait = get_oldest_wait(now=now)
    if wait > LONG_WAIT:
        return bad(f"a letter has waited for {int(wait.total_seconds() // 60)} minutes: no worker?")
    failed = count_failed(since=now - timedelta(days=1))
    if failed:
        return look(f"{failed} letters of the last day could not be delivered")
    return good("letters go out")
