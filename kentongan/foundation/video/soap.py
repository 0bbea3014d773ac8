"""
Small SOAP 1.2 over HTTP for ONVIF cameras: one dialled address, no redirect, no entity, no wait.

Answers of a camera are hostile until shown otherwise: at most 512 kB are read, a document type
(entities) is refused, nothing it names is fetched.
"""

import asyncio
import base64
import hashlib
import os
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from kentongan.foundation.video import speaking
from kentongan.foundation.video.address import StreamAddress

MOST_BYTES = 512_000
ACTION = re.compile(r"<(\w+):(\w+)")
SERVICES = {"tds": "device", "trt": "media"}
OK, UNAUTHORIZED, FORBIDDEN, SERVER_ERROR = 200, 401, 403, 500
ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
    ' xmlns:tds="http://www.onvif.org/ver10/device/wsdl"'
    ' xmlns:trt="http://www.onvif.org/ver10/media/wsdl"'
    ' xmlns:tt="http://www.onvif.org/ver10/schema">{head}<s:Body>{body}</s:Body></s:Envelope>'
)
LOGIN = (
    "<s:Header><wsse:Security xmlns:wsse="
    '"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"'
    ' xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">'
    "<wsse:UsernameToken><wsse:Username>{user}</wsse:Username>"
    '<wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/'
    'oasis-200401-wss-username-token-profile-1.0#PasswordDigest">{digest}</wsse:Password>'
    '<wsse:Nonce EncodingType="http://docs.oasis-open.org/wss/2004/01/'
    'oasis-200401-wss-soap-message-security-1.0#Base64Binary">{nonce}</wsse:Nonce>'
    "<wsu:Created>{created}</wsu:Created></wsse:UsernameToken></wsse:Security></s:Header>"
)


class NoOnvif(Exception):
    """The camera does not answer as ONVIF. Names neither address nor password."""


class LoginRefused(NoOnvif):
    """The camera answers, but not to this user and password; `date` is what its clock said."""

    def __init__(self, date: datetime | None = None) -> None:
        super().__init__("login")
        self.date = date


@dataclass(frozen=True)
class Endpoint:
    """Where a camera's services are: only `ip` and `port` are dialled."""

    ip: str = field(repr=False)
    port: int
    host: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


async def call(
    endpoint: Endpoint, path: str, body: str, *, created: datetime | None = None, seconds: float
) -> ET.Element:
    """
    Ask a camera and return the body of its answer; raises NoOnvif, LoginRefused.

    Logs in when `created` is given: the time by the camera's own clock, for it judges us by that.
    """
    head = _make_token(endpoint, created) if created is not None and endpoint.user else ""
    action = _name_action(body)
    content = ENVELOPE.format(head=head, body=body).encode()
    try:
        async with asyncio.timeout(seconds):
            answer = await _post(endpoint, path, content, action=action)
            if answer.status == UNAUTHORIZED and answer.challenges and endpoint.user:
                login = _authorize(answer, endpoint, path)
                answer = await _post(endpoint, path, content, action=action, authorization=login)
    except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
        raise NoOnvif(type(error).__name__) from None
    return _read_body(answer)


def _name_action(body: str) -> str:
    found = ACTION.match(body)
    if found is None:
        raise ValueError("no question")
    return f"http://www.onvif.org/ver10/{SERVICES[found[1]]}/wsdl/{found[2]}"


def _make_token(endpoint: Endpoint, created: datetime) -> str:
    nonce = os.urandom(16)
    moment = created.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    digest = hashlib.sha1(  # noqa: S324 - the profile wants it
        nonce + moment.encode() + endpoint.password.encode()
    ).digest()
    return LOGIN.format(
        user=escape(endpoint.user),
        digest=base64.b64encode(digest).decode(),
        nonce=base64.b64encode(nonce).decode(),
        created=moment,
    )


def _authorize(answer: speaking.Answer, endpoint: Endpoint, path: str) -> str:
    login = StreamAddress(endpoint.ip, endpoint.port, "", endpoint.user, endpoint.password)
    return speaking.authorize(answer.challenges, method="POST", url=path, address=login)


async def _post(
    endpoint: Endpoint, path: str, content: bytes, *, action: str, authorization: str = ""
) -> speaking.Answer:
    reader, writer = await asyncio.open_connection(endpoint.ip, endpoint.port, limit=MOST_BYTES)
    try:
        lines = [
            f"POST {path} HTTP/1.1",
            f"Host: {endpoint.host}:{endpoint.port}",
            f'Content-Type: application/soap+xml; charset=utf-8; action="{action}"',
            f'SOAPAction: "{action}"',
            f"Content-Length: {len(content)}",
            "Connection: close",
        ]
        lines += [f"Authorization: {authorization}"] if authorization else []
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        # The head is that of RTSP but for its name.
        answer = speaking.parse_answer(re.sub(rb"^HTTP/1\.\d", b"RTSP/1.0", head, count=1))
        return speaking.Answer(
            answer.status, answer.headers, await _read(reader, answer), answer.challenges
        )
    except asyncio.LimitOverrunError as error:
        raise ValueError("endless headers") from error
    finally:
        writer.transport.abort()


async def _read(reader: asyncio.StreamReader, answer: speaking.Answer) -> bytes:
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        return await _read_chunks(reader)
    length = answer.headers.get("content-length", "")
    wanted = int(length) if length.isdigit() else MOST_BYTES
    if wanted > MOST_BYTES:
        raise ValueError("endless answer")
    body = b""
    while len(body) < wanted:
        part = await reader.read(wanted - len(body))
        if not part:
            break
        body += part
    return body


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        if size < 0 or len(body) + size > MOST_BYTES:
            raise ValueError("endless answer")
        body += await reader.readexactly(size)
        await reader.readline()
    return body


def _read_body(answer: speaking.Answer) -> ET.Element:
    if answer.status in {UNAUTHORIZED, FORBIDDEN}:
        raise LoginRefused(_read_date(answer))
    if b"<!" in answer.body or answer.status not in {OK, 400, SERVER_ERROR}:
        raise NoOnvif("no plain answer")
    try:
        root = ET.fromstring(answer.body)  # noqa: S314 - without a document type there is no entity
    except ET.ParseError:
        raise NoOnvif("no XML") from None
    body = root.find("{*}Body")
    if body is None:
        raise NoOnvif("no SOAP")
    fault = body.find("{*}Fault")
    if fault is not None or answer.status != OK:
        said = " ".join(fault.itertext()).lower() if fault is not None else ""
        codes = " ".join(said.split())
        is_login = "auth" in codes or "security" in codes
        raise LoginRefused(_read_date(answer)) if is_login else NoOnvif("fault")
    return body


def _read_date(answer: speaking.Answer) -> datetime | None:
    """Return the time an answer was made by the camera's clock (RFC 9110, 6.6.1)."""
    try:
        return parsedate_to_datetime(answer.headers["date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None
