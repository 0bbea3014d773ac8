"""What a page may listen to: a signed list of topics that the live process can check alone."""

from collections.abc import Iterable

from django.core import signing

CHANNEL = "kentongan"  # PostgreSQL's NOTIFY channel; payload {"topic": …, "action": …}
MAX_AGE_SECONDS = 12 * 3600
MOST_TOPICS = 20
_SALT = "kentongan.live"


def make_token(topics: Iterable[str]) -> str:
    """Return a token that lets its bearer hear `topics` for twelve hours."""
    return signing.dumps(sorted(set(topics)), salt=_SALT)


def read_token(token: str) -> frozenset[str]:
    """Return the topics of a token; empty when it is forged, broken or too old."""
    try:
        topics = signing.loads(token, salt=_SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature:
        return frozenset()
    return frozenset(str(topic) for topic in topics[:MOST_TOPICS])
