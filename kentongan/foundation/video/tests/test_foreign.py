"""Cameras whose RTSP nobody here wrote: GStreamer's server, with a password, and without."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from kentongan.foundation.video.address import StreamAddress, make_address
from kentongan.foundation.video.hub import VideoHub
from kentongan.foundation.video.probe import Limits, Stream, look
from kentongan.foundation.video.pulling import Patience
from kentongan.foundation.video.trouble import Reason

PYTHON = "/usr/bin/python3"  # GStreamer's words in Python come from the system, not from an index
NEEDS = "import gi; gi.require_version('GstRtspServer', '1.0')"
SERVE = """
import gi
gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer
Gst.init(None)
assert Gst.ElementFactory.find("x264enc"), "no x264enc"
FILM = ("( videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=180,framerate=10/1"
        " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 bitrate=200"
        " ! rtph264pay name=pay0 pt=96 )")

def serve(auth=None):
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(FILM)
    factory.set_shared(True)
    if auth:
        server.set_auth(auth)
        permissions = GstRtspServer.RTSPPermissions()
        for right in ("access", "construct"):
            permissions.add_permission_for_role("looker", "media.factory." + right, True)
        factory.set_permissions(permissions)
    server.get_mount_points().add_factory("/one", factory)
    server.attach(None)
    return server

auth = GstRtspServer.RTSPAuth()
auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
token = GstRtspServer.RTSPToken()
token.set_string("media.factory.role", "looker")
auth.add_digest("pengamat", "rahasia-1", token)
servers = [serve(), serve(auth)]
print(*[server.get_bound_port() for server in servers], flush=True)
GLib.MainLoop().run()
"""
SHORT = Limits(deadline=10, film=3, patience=Patience(dial=2, answer=5, silence=3, picture=5))
LOGIN = {"user": "pengamat", "password": "rahasia-1"}


@pytest.fixture(scope="module")
def gstreamer() -> Iterator[dict[str, int]]:
    """Ports of GStreamer, open and with a password; skipped where there is none."""
    if not shutil.which(PYTHON) or subprocess.run([PYTHON, "-c", NEEDS], check=False).returncode:
        pytest.skip("GStreamer's RTSP server is not on this machine: ops/browser.py --install")
    command = [PYTHON, "-c", SERVE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield dict(
                zip(("open", "closed"), map(int, server.stdout.readline().split()), strict=True)
            )
        finally:
            server.kill()


def reach(port: int, path: str, **login: str) -> StreamAddress:
    return make_address(f"rtsp://127.0.0.1:{port}/{path}", ip="127.0.0.1", **login)


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("door", "path", "login", "reason"),
    [
        ("open", "one", {}, None),
        ("closed", "one", LOGIN, None),
        ("closed", "one", {**LOGIN, "password": "salah"}, Reason.PASSWORD),
        ("closed", "one", {}, Reason.PASSWORD),
        ("open", "nowhere", {}, Reason.NO_STREAM),
    ],
)
def test_a_camera_of_gstreamer_is_measured(
    gstreamer: dict[str, int], door: str, path: str, login: dict[str, str], reason: Reason | None
) -> None:
    found: Stream = asyncio.run(look(reach(gstreamer[door], path, **login), SHORT))

    assert found.trouble is reason
    if reason is None:
        assert (found.codec, found.width, found.height) == ("H264", 320, 180)
        assert found.key_frame_seconds == pytest.approx(1, abs=0.3)


@pytest.mark.enable_socket
def test_a_camera_of_gstreamer_is_shown_live(gstreamer: dict[str, int]) -> None:
    async def go() -> int:
        hub = VideoHub(patience=SHORT.patience)
        got = 0

        async def find() -> StreamAddress:
            return reach(gstreamer["closed"], "one", **LOGIN)

        with hub.watch("gst", find) as viewer:
            async with asyncio.timeout(8):
                while got < 5:
                    message = await viewer.next()
                    got += isinstance(message, bytes)
        await hub.close()
        return got

    assert asyncio.run(go()) >= 5
