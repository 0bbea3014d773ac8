"""
Signs through a national e-signing service (the REST interface of BSrE's "E-Sign Client Service").

POST {url}/api/sign/pdf, Basic authentication, multipart form: file, nik, passphrase,
tampilan=invisible, reason, location. 200 answers the signed PDF, anything else JSON
{"error": "…", "status_code": …}.
"""

import json
import secrets
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException

from kentongan.foundation.seal.errors import SealRefused, SealUnavailable

PATH = "/api/sign/pdf"
TIMEOUT_SECONDS = 20.0
LARGEST_ANSWER = 50 * 1024 * 1024
CLIENT_FAULT, SERVER_FAULT = 400, 500
TOO_MANY = 429


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: passphrase and password go to the configured address only."""

    def redirect_request(self, *_args: object) -> None:
        return None


def make_opener(*handlers: urllib.request.BaseHandler) -> urllib.request.OpenerDirector:
    """Return what sends the requests; tests give a handler that answers inside this process."""
    return urllib.request.build_opener(_StayHere, *handlers)


@dataclass(frozen=True, kw_only=True)
class BsreSigner:
    """One person's signature at the service; made anew for each act: the passphrase is theirs."""

    url: str
    username: str
    password: str = field(repr=False)
    signer_id: str = field(repr=False)  # the service knows people by their national number
    passphrase: str = field(repr=False)
    timeout: float = TIMEOUT_SECONDS
    opener: urllib.request.OpenerDirector = field(
        default_factory=make_opener, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://")):
            raise ValueError("The address of the signing service must begin with https://")

    def sign(self, pdf: bytes, *, reason: str, location: str, name: str, at: datetime) -> bytes:
        """Return `pdf` as the service sealed it; raises SealUnavailable or SealRefused."""
        fields = {
            "nik": self.signer_id,
            "passphrase": self.passphrase,
            "tampilan": "invisible",
            "reason": reason,
            "location": location,
        }
        sealed = self._send(self._make_request(fields, pdf))
        if not sealed.startswith(b"%PDF-") or b"/ByteRange" not in sealed:
            raise SealUnavailable
        return sealed

    def _make_request(self, fields: Mapping[str, str], pdf: bytes) -> urllib.request.Request:
        boundary = secrets.token_hex(16)
        login = b64encode(f"{self.username}:{self.password}".encode()).decode()
        return urllib.request.Request(  # noqa: S310 - the scheme is checked when the signer is made
            self.url.rstrip("/") + PATH,
            data=_write_form(fields, pdf, boundary=boundary),
            headers={
                "Authorization": f"Basic {login}",
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Accept": "application/pdf, application/json",
            },
            method="POST",
        )

    def _send(self, request: urllib.request.Request) -> bytes:
        try:
            with self.opener.open(request, timeout=self.timeout) as answer:
                body: bytes = answer.read(LARGEST_ANSWER)
                return body
        except urllib.error.HTTPError as error:
            if error.code >= SERVER_FAULT or error.code < CLIENT_FAULT or error.code == TOO_MANY:
                raise SealUnavailable from error
            raise SealRefused(said=_read_reason(error)) from error
        except (OSError, HTTPException) as error:
            raise SealUnavailable from error


def _write_form(fields: Mapping[str, str], pdf: bytes, *, boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="letter.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return b"".join([*parts, head.encode(), pdf, f"\r\n--{boundary}--\r\n".encode()])


def _read_reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read(LARGEST_ANSWER))["error"])[:200]
    except (ValueError, LookupError, TypeError, OSError):
        return str(error.code)
