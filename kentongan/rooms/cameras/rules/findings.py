"""What a technical look found, as keys with values: good, advice, or a reason to refuse."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kentongan.foundation.onvif import Device
from kentongan.foundation.video.probe import Stream
from kentongan.foundation.video.trouble import Reason

MOST_SKEW_SECONDS = 60
LONGEST_KEY_FRAME, WANTED_KEY_FRAME = 5.0, 2.0
FEWEST_FPS = 5.0
FEWEST_PIXELS = 320
WIDEST = 1920
PASSABLE = {"device", "clock", "h264_found", "no_onvif", "many_pixels", "few_pictures"}


@dataclass(frozen=True)
class Finding:
    """One thing that was found. Values hold no address and no password."""

    key: str
    is_good: bool
    values: dict[str, Any] = field(default_factory=dict)

    def write(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"key": self.key, "is_good": self.is_good, "values": self.values}


def refuse_address(why: str) -> list[Finding]:
    """Return what is said when the address may not be dialled."""
    return [Finding(f"address_{why}", is_good=False)]


def judge(device: Device | None, stream: Stream | None) -> list[Finding]:
    """Return everything worth saying, in the order a person reads it."""
    found = list(_judge_device(device)) if device is not None else []
    if stream is not None:
        found += _judge_stream(stream, device)
    return found


def is_passed(findings: list[Finding]) -> bool:
    """Tell whether the stream may be used: it was seen, and nothing bad but advice was found."""
    if not any(one.key == "stream" for one in findings):
        return False
    return all(one.is_good or one.key in PASSABLE for one in findings)


def _judge_device(device: Device) -> Iterator[Finding]:
    if not device.is_found:
        yield Finding("no_onvif", is_good=False)
        return
    skew = device.skew_seconds or 0
    if abs(skew) > MOST_SKEW_SECONDS:
        minutes = max(1, round(abs(skew) / 60))
        yield Finding("clock", is_good=False, values={"minutes": minutes, "is_ahead": skew > 0})
    if device.login_refused:
        yield Finding("onvif_password", is_good=False)
        return
    if device.model:
        yield Finding("device", is_good=True, values={"maker": device.maker, "model": device.model})
    codecs = sorted({one.codec for one in device.profiles if one.codec})
    best = device.find_h264()
    if best is not None:
        size = {"width": best.width, "height": best.height}
        yield Finding("h264_found", is_good=True, values=size)
    elif codecs:
        yield Finding("no_h264", is_good=False, values={"codecs": ", ".join(codecs)})


def _judge_stream(stream: Stream, device: Device | None) -> Iterator[Finding]:
    if stream.trouble is Reason.CODEC:
        codec = {"HEVC": "H265"}.get(stream.codec, stream.codec)
        has_other = device is not None and device.find_h264() is not None
        key = "codec_other" if has_other else "codec"
        yield Finding(key, is_good=False, values={"codec": codec or "?"})
        return
    if stream.trouble is not None and not stream.codec:
        yield Finding(f"stream_{stream.trouble.value}", is_good=False)
        return
    yield Finding(
        "stream", is_good=True,
        values={"codec": stream.codec, "width": stream.width, "height": stream.height,
                "fps": round(stream.fps or 0, 1)},
    )  # fmt: skip
    yield from _judge_key_frames(stream)
    if stream.fps is not None and stream.fps < FEWEST_FPS:
        yield Finding("few_pictures", is_good=False, values={"fps": round(stream.fps, 1)})
    if stream.width < FEWEST_PIXELS:
        yield Finding("few_pixels", is_good=False, values={"width": stream.width})
    if stream.width > WIDEST:
        yield Finding("many_pixels", is_good=False, values={"width": stream.width})
    if not stream.picture:
        yield Finding("no_picture", is_good=False)
    if stream.trouble is not None:
        yield Finding("stream_broke", is_good=False)


def _judge_key_frames(stream: Stream) -> Iterator[Finding]:
    seconds = stream.key_frame_seconds
    if seconds is None:
        waited = max(1, round(stream.waited_seconds))
        yield Finding("key_frame_never", is_good=False, values={"seconds": waited})
        return
    is_good = seconds <= LONGEST_KEY_FRAME
    yield Finding(
        "key_frame" if is_good else "key_frame_rare", is_good, values={"seconds": round(seconds, 1)}
    )
