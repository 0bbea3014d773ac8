"""ONVIF against a camera nobody here wrote, in a network of its own, and against hostile ones."""

import asyncio
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kentongan.foundation.onvif import Device, Profile, ask
from kentongan.foundation.video.soap import Endpoint

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
CAMERA = Path(__file__).with_name("onvif_camera.py")
ROOT = CAMERA.parents[3]
UNSHARE = shutil.which("unshare") or ""
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nConnection: close\r\n\r\n"


def has_own_network() -> bool:
    if not UNSHARE or not shutil.which("ip"):
        return False
    tried = subprocess.run([UNSHARE, "-n", "-r", "true"], check=False, capture_output=True)
    return tried.returncode == 0


def ask_ipycam(skew: int) -> dict[str, Any]:
    pytest.importorskip("ipycam")
    if not shutil.which("ffmpeg"):
        pytest.skip("ipycam encodes with ffmpeg, which is not on this machine")
    if not has_own_network():
        pytest.skip("no network namespace here")
    inside = f'ip link set lo up; exec "{sys.executable}" "{CAMERA}" {skew}'
    ran = subprocess.run(
        [UNSHARE, "-n", "-r", "/bin/sh", "-c", inside],
        check=False, capture_output=True, text=True, timeout=60, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nowhere"},
    )  # fmt: skip
    line = next((one for one in ran.stdout.splitlines() if one.startswith("FOUND ")), "")
    assert line, ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(line.removeprefix("FOUND "))
    return found


def test_a_camera_that_is_ten_minutes_wrong_is_told_so_and_still_answers() -> None:
    found = ask_ipycam(600)

    assert found["right"]["skew"] == pytest.approx(600, abs=5)
    assert found["right"]["model"] == "VirtualCam-1"
    assert found["right"]["codecs"] == ["H264", "H264"]
    assert found["stream"][:2] == ["H264", 640]
    assert found["stream"][2] == pytest.approx(2, abs=0.3)
    assert found["picture"]
    assert found["wrong"]["refused"]
    assert found["wrong"]["model"] == ""


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        OK + b"<not xml",
        OK + b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        OK + b"<x/>",
    ],
    ids=["silent", "ssh", "redirect", "endless", "no xml", "entities", "no soap"],
)
def test_what_is_no_onvif_is_found_out_soon(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.foundation.onvif.CALL_SECONDS", 0.5)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            if not answer:
                await asyncio.sleep(0.6)  # longer than anybody waits here
        finally:
            writer.transport.abort()

    async def go() -> Device:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            return await ask(Endpoint("127.0.0.1", port, "127.0.0.1", "a", "b"), now=NOW)
        finally:
            server.close()
            await asyncio.sleep(0.2 if not answer else 0)

    assert asyncio.run(go()) == Device()


def test_the_stream_of_a_fitting_size_is_chosen() -> None:
    def offer(*widths: int) -> Device:
        return Device(
            is_found=True, profiles=tuple(Profile("p", "H264", w, 1, "rtsp://x/") for w in widths)
        )

    chosen = [offer(*widths).find_h264() for widths in ((1920, 640), (1920, 3840), (640, 1280))]

    assert [one.width for one in chosen if one] == [640, 1920, 1280]
    assert Device(profiles=(Profile("p", "H265", 640, 1, "rtsp://x/"),)).find_h264() is None
