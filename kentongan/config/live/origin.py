"""Whose pages may listen and look."""

from urllib.parse import urlsplit

from django.conf import settings

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def get_allowed_origin(origin: str) -> str:
    """Return the origin when its pages may listen: our own, or in the demo any loopback name."""
    own = urlsplit(settings.PUBLIC_URL)
    if origin == f"{own.scheme}://{own.netloc}":
        return origin
    asked = urlsplit(origin)
    same_port = (asked.port, asked.scheme) == (own.port, own.scheme)
    if settings.DEMO and same_port and {asked.hostname, own.hostname} <= LOOPBACK:
        return origin
    return ""
