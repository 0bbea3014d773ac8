"""The words of RTSP 1.0 (RFC 2326) that a client needs: requests, answers, SDP, logging in."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kentongan.foundation.video.address import StreamAddress

AGENT = "Kentongan"
PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')
DIGESTS = {"": "md5", "md5": "md5", "sha-256": "sha256"}


@dataclass(frozen=True)
class Answer:
    """Status, headers with lower-case names, body."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    challenges: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Track:
    """The video of a stream: its codec, where to ask for it, parameter sets when they are told."""

    codec: str
    control: str
    payload: int
    sps: bytes = b""
    pps: bytes = b""


def parse_answer(head: bytes) -> Answer:
    """Read status line and headers; ValueError when it is no RTSP answer."""
    first, *lines = head.decode("latin-1").split("\r\n")
    version, status, *_ = [*first.split(" ", 2), "", ""]
    if not version.startswith("RTSP/1") or not status.isdigit():
        raise ValueError("no RTSP answer")
    headers: dict[str, str] = {}
    challenges = []
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
            if name.strip().lower() == "www-authenticate":
                challenges.append(value.strip())
    return Answer(int(status), headers, challenges=challenges)


def write_request(method: str, url: str, number: int, headers: dict[str, str]) -> bytes:
    """Return the bytes of a request."""
    lines = [f"{method} {url} RTSP/1.0", f"CSeq: {number}", f"User-Agent: {AGENT}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def authorize(challenges: list[str], *, method: str, url: str, address: StreamAddress) -> str:
    """Answer a camera's challenge; the empty string when it cannot be answered. Digest first."""
    for challenge in sorted(challenges, key=lambda one: not one.lower().startswith("digest")):
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() == "digest":
            asked = {key.lower(): a or b for key, a, b in PAIR.findall(rest)}
            if answer := _answer_digest(asked, method=method, url=url, address=address):
                return answer
        elif scheme.lower() == "basic":
            pair = f"{address.user}:{address.password}".encode()
            return f"Basic {base64.b64encode(pair).decode()}"
    return ""


def _answer_digest(asked: dict[str, str], *, method: str, url: str, address: StreamAddress) -> str:
    algorithm = DIGESTS.get(asked.get("algorithm", "").lower())
    if algorithm is None:
        return ""

    def digest(*parts: str) -> str:
        return hashlib.new(algorithm, ":".join(parts).encode(), usedforsecurity=False).hexdigest()

    realm, nonce = asked.get("realm", ""), asked.get("nonce", "")
    first, second = digest(address.user, realm, address.password), digest(method, url)
    given = {"username": address.user, "realm": realm, "nonce": nonce, "uri": url}
    plain = {}
    if "auth" in asked.get("qop", "").split(","):
        plain = {"qop": "auth", "nc": "00000001"}
        given["cnonce"] = secrets.token_hex(8)
        given["response"] = digest(first, nonce, plain["nc"], given["cnonce"], "auth", second)
    else:
        given["response"] = digest(first, nonce, second)
    given |= {key: asked[key] for key in ("opaque", "algorithm") if key in asked}
    quoted = [f'{key}="{value}"' for key, value in given.items()]
    return "Digest " + ", ".join(quoted + [f"{key}={value}" for key, value in plain.items()])


def find_track(body: bytes, *, base: str) -> Track | None:
    """Return the first video of an SDP (RFC 4566), sound is never asked for."""
    lines = body.decode("utf-8", "replace").split("\n")
    session, media = _split_media([line.strip() for line in lines])
    for head, *rest in media:
        if not head.startswith("m=video"):
            continue
        attributes = dict(line[2:].partition(":")[::2] for line in rest if line.startswith("a="))
        general = dict(line[2:].partition(":")[::2] for line in session if line.startswith("a="))
        _, _, codec = attributes.get("rtpmap", "").partition(" ")
        sps, pps = _read_parameters(attributes.get("fmtp", ""))
        payload = head.split()[-1]
        return Track(
            codec=codec.partition("/")[0].upper(),
            control=_join(base, general.get("control", ""), attributes.get("control", "")),
            payload=int(payload) if payload.isdigit() else 96,
            sps=sps,
            pps=pps,
        )
    return None


def _split_media(lines: list[str]) -> tuple[list[str], list[list[str]]]:
    session: list[str] = []
    media: list[list[str]] = []
    for line in lines:
        if line.startswith("m="):
            media.append([line])
        else:
            (media[-1] if media else session).append(line)
    return session, media


def _read_parameters(fmtp: str) -> tuple[bytes, bytes]:
    found = re.search(r"sprop-parameter-sets=([^;\s]+)", fmtp)
    if not found:
        return b"", b""
    sets = []
    for part in found[1].split(","):
        try:
            sets.append(base64.b64decode(part + "=" * (-len(part) % 4)))
        except ValueError:
            return b"", b""
    sps = next((one for one in sets if one and one[0] & 31 == 7), b"")  # noqa: PLR2004
    pps = next((one for one in sets if one and one[0] & 31 == 8), b"")  # noqa: PLR2004
    return sps, pps


def _join(base: str, session: str, track: str) -> str:
    """Return the URL to ask for a track (RFC 2326, C.1.1); it is only spoken, never dialled."""
    if session and session != "*":
        base = session if urlsplit(session).scheme else f"{base.rstrip('/')}/{session}"
    if urlsplit(track).scheme in {"rtsp", "rtspu"}:
        return track
    if not track or track == "*":
        return base
    return f"{base.rstrip('/')}/{track.lstrip('/')}"
