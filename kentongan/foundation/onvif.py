"""
What a camera says of itself by ONVIF: device, clock, streams. Only the given address is dialled.

The addresses of services and streams that a camera answers with are read for their path alone:
whoever answers may name an internal address, and nobody here goes there.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from kentongan.foundation.video.soap import Endpoint, LoginRefused, NoOnvif, call

DEVICE_PATH = "/onvif/device_service"
CALL_SECONDS = 5.0
DEADLINE_SECONDS = 20.0
MOST_PROFILES = 12
MOST_TEXT = 60
Element = ET.Element


@dataclass(frozen=True)
class Profile:
    """One stream a camera offers; `uri` without user and password."""

    token: str
    codec: str  # H264, H265, JPEG …
    width: int = 0
    height: int = 0
    uri: str = field(default="", repr=False)


@dataclass(frozen=True)
class Device:
    """What a camera said. `is_found` no: it does not speak ONVIF there."""

    is_found: bool = False
    login_refused: bool = False
    skew_seconds: float | None = None  # how far its clock is ahead of ours
    maker: str = ""
    model: str = ""
    firmware: str = ""
    profiles: tuple[Profile, ...] = ()

    def find_h264(self) -> Profile | None:
        """Return its H.264 stream, the largest up to 1280 pixels wide, else the smallest."""
        fitting = [one for one in self.profiles if one.codec == "H264" and one.uri]
        small = [one for one in fitting if one.width <= 1280]  # noqa: PLR2004
        if small:
            return max(small, key=lambda one: one.width)
        return min(fitting, key=lambda one: one.width, default=None)


@dataclass(frozen=True)
class _Talk:
    """Where we ask, and what time it is by the camera's clock."""

    endpoint: Endpoint
    clock: datetime
    began: float

    async def ask(self, path: str, body: str) -> Element:
        passed = timedelta(seconds=monotonic() - self.began)
        return await call(
            self.endpoint, path, body, created=self.clock + passed, seconds=CALL_SECONDS
        )


async def ask(endpoint: Endpoint, *, now: datetime) -> Device:
    """Ask a camera; never raises for what it answers, never takes longer than 20 seconds."""
    device = Device()
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            began = monotonic()
            said = await _ask_time(endpoint)
            skew = _find_skew(said, now=now + timedelta(seconds=monotonic() - began))
            device = replace(device, is_found=True, skew_seconds=skew.total_seconds())
            talk = _Talk(endpoint, now + skew, began)
            device = await _ask_device(talk, device)
            return await _ask_media(talk, device)
    except LoginRefused:
        return replace(device, is_found=True, login_refused=True)
    except (NoOnvif, TimeoutError, ValueError):
        return device


async def _ask_device(talk: _Talk, device: Device) -> Device:
    body = await talk.ask(DEVICE_PATH, "<tds:GetDeviceInformation/>")
    return replace(
        device,
        maker=_text(body, "Manufacturer"),
        model=_text(body, "Model"),
        firmware=_text(body, "FirmwareVersion"),
    )


async def _ask_media(talk: _Talk, device: Device) -> Device:
    body = await talk.ask(
        DEVICE_PATH,
        "<tds:GetCapabilities><tds:Category>Media</tds:Category></tds:GetCapabilities>",
    )
    media = body.find(".//{*}Media/{*}XAddr")
    path = _read_path(media.text if media is not None else "") or "/onvif/media_service"
    found = await talk.ask(path, "<trt:GetProfiles/>")
    profiles = []
    for element in found.findall(".//{*}Profiles")[:MOST_PROFILES]:
        profile = _read_profile(element)
        try:
            uri = await _ask_uri(talk, path, profile)
        except LoginRefused:
            raise
        except NoOnvif:
            uri = ""
        profiles.append(replace(profile, uri=uri))
    return replace(device, profiles=tuple(profiles))


async def _ask_uri(talk: _Talk, path: str, profile: Profile) -> str:
    token = quoteattr(profile.token)[1:-1]
    body = await talk.ask(
        path,
        "<trt:GetStreamUri><trt:StreamSetup><tt:Stream>RTP-Unicast</tt:Stream><tt:Transport>"
        "<tt:Protocol>RTSP</tt:Protocol></tt:Transport></trt:StreamSetup>"
        f"<trt:ProfileToken>{token}</trt:ProfileToken></trt:GetStreamUri>",
    )
    uri = (body.findtext(".//{*}Uri") or "").strip()
    return uri if urlsplit(uri).scheme == "rtsp" else ""


def _read_profile(element: Element) -> Profile:
    encoder = element.find("{*}VideoEncoderConfiguration")
    if encoder is None:
        return Profile(element.get("token", ""), "")
    codec = _text(encoder, "Encoding").upper().replace(".", "")
    width, height = _text(encoder, "Width"), _text(encoder, "Height")
    return Profile(
        element.get("token", ""),
        {"HEVC": "H265", "AVC": "H264"}.get(codec, codec),
        int(width) if width.isdigit() else 0,
        int(height) if height.isdigit() else 0,
    )


async def _ask_time(endpoint: Endpoint) -> datetime | None:
    """Ask for the camera's clock. Some want a login even for that: then its web server's clock."""
    try:
        body = await call(
            endpoint, DEVICE_PATH, "<tds:GetSystemDateAndTime/>", seconds=CALL_SECONDS
        )
    except LoginRefused as refusal:
        return refusal.date
    return _read_time(body)


def _read_time(body: Element) -> datetime | None:
    utc = body.find(".//{*}UTCDateTime")
    if utc is None:
        return None
    names = ("Year", "Month", "Day", "Hour", "Minute", "Second")
    year, month, day, hour, minute, second = (int(_text(utc, name) or 0) for name in names)
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)


def _find_skew(said: datetime | None, *, now: datetime) -> timedelta:
    """Return how far the camera's clock is ahead; what is under two seconds may be the way."""
    skew = timedelta(0) if said is None else said - now
    return skew if abs(skew.total_seconds()) > 2 else timedelta(0)  # noqa: PLR2004


def _text(element: Element, name: str) -> str:
    return (element.findtext(f".//{{*}}{name}") or "").strip()[:MOST_TEXT]


def _read_path(address: str | None) -> str:
    """Return the path of an address; who answers does not choose where we go."""
    parts = urlsplit((address or "").strip())
    path = parts.path if parts.path.startswith("/") else ""
    whole = f"{path}?{parts.query}" if parts.query else path
    return whole if whole.isascii() and whole.isprintable() and " " not in whole else ""
