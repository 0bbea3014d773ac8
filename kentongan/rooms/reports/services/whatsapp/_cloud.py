"""
The one door to the platform: sends a text, fetches what somebody sent.

Only the platform's own hosts are spoken to, over https, without redirects and with limits.
"""

import json
import re
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 20.0
MOST_MEDIA_BYTES = 10 * 1024 * 1024
MOST_ANSWER_BYTES = 100_000
HOSTS = re.compile(r"(?:graph\.facebook\.com|(?:[a-z0-9-]+\.)*fbsbx\.com)")
MEDIA_ID = re.compile(r"\d{5,40}")
CLIENT_FAULT, SERVER_FAULT, TOO_MANY = 400, 500, 429


class PlatformBusy(Exception):
    """It did not answer, or asked to wait: try again later."""


class PlatformRefused(Exception):
    """It will not take this, however often it is tried."""


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token goes to the platform only."""

    def redirect_request(self, *_args: object) -> None:
        return None


def make_opener() -> urllib.request.OpenerDirector:
    """Return what sends the requests; tests put another one here."""
    return urllib.request.build_opener(_StayHere)


def send_text(*, to: str, text: str) -> None:
    """Send a text to a number; raises PlatformBusy or PlatformRefused."""
    facts = settings.WHATSAPP
    body = {
        "messaging_product": "whatsapp", "recipient_type": "individual", "to": to.lstrip("+"),
        "type": "text", "text": {"preview_url": False, "body": text},
    }  # fmt: skip
    _open(
        f"{facts['url']}/{facts['number_id']}/messages", limit=MOST_ANSWER_BYTES,
        data=json.dumps(body).encode(),
    )  # fmt: skip


def fetch_media(media_id: str) -> bytes:
    """Return what somebody sent, at most ten megabytes; raises PlatformBusy or PlatformRefused."""
    if not MEDIA_ID.fullmatch(media_id):
        raise PlatformRefused("no media id")
    answer = _open(f"{settings.WHATSAPP['url']}/{media_id}", limit=MOST_ANSWER_BYTES)
    try:
        address = str(json.loads(answer)["url"])
    except (ValueError, LookupError, TypeError) as error:
        raise PlatformRefused("no address") from error
    return _open(address, limit=MOST_MEDIA_BYTES)


def check_address(address: str) -> None:
    """Refuse every address that is not the platform's own."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.port not in {None, 443} or "@" in parts.netloc:
        raise PlatformRefused("not the platform")
    if not HOSTS.fullmatch(parts.hostname or ""):
        raise PlatformRefused("not the platform")


def _open(address: str, *, limit: int, data: bytes | None = None) -> bytes:
    check_address(address)
    headers = {"Authorization": f"Bearer {settings.WHATSAPP['token']}"}
    if data is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(address, data=data, headers=headers)  # noqa: S310 - checked
    try:
        with make_opener().open(request, timeout=TIMEOUT_SECONDS) as answer:
            content: bytes = answer.read(limit + 1)
    except urllib.error.HTTPError as error:
        if error.code >= SERVER_FAULT or error.code == TOO_MANY or error.code < CLIENT_FAULT:
            raise PlatformBusy(str(error.code)) from error
        raise PlatformRefused(str(error.code)) from error
    except (OSError, HTTPException) as error:
        raise PlatformBusy(type(error).__name__) from error
    if len(content) > limit:
        raise PlatformRefused("too big")
    return content


def read_payload(text: str) -> dict[str, Any]:
    """Return the message that was sealed when it came in."""
    found: dict[str, Any] = json.loads(text)
    return found
