"""What is read from parameter sets, descriptions and challenges."""

import hashlib

import pytest

from kentongan.foundation.video import h264, speaking
from kentongan.foundation.video.address import make_address
from kentongan.foundation.video.rtp import Depacketizer
from kentongan.foundation.video.simulator import make_film

ADDRESS = make_address("rtsp://tono:rahasia@kamera.example/1", ip="192.0.2.7")


@pytest.mark.parametrize(("width", "height"), [(320, 180), (640, 360), (1280, 720), (1920, 1080)])
def test_size_is_read_from_the_parameter_set(width: int, height: int) -> None:
    film = make_film(width=width, height=height, seconds=0.2)

    picture = h264.read_picture(film.sets["sps"])

    assert (picture.width, picture.height) == (width, height)


@pytest.mark.parametrize(
    "data", [b"", b"\x67", b"\x67\x42\xc0\x1f\x00", b"\x68abcdefgh", b"\x67" + b"\0" * 9]
)
def test_what_is_no_parameter_set_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        h264.read_picture(data)


def test_user_and_password_leave_the_address() -> None:
    assert ADDRESS.url == "rtsp://kamera.example/1"
    assert (ADDRESS.user, ADDRESS.password, ADDRESS.port) == ("tono", "rahasia", 554)


def test_a_digest_challenge_is_answered_before_a_basic_one() -> None:
    challenges = ['Basic realm="r"', 'Digest realm="r", nonce="n", algorithm=MD5']

    told = speaking.authorize(challenges, method="DESCRIBE", url=ADDRESS.url, address=ADDRESS)

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    expected = md5(f"{md5('tono:r:rahasia')}:n:{md5(f'DESCRIBE:{ADDRESS.url}')}")
    assert told.startswith("Digest ")
    assert f'response="{expected}"' in told


def test_sound_is_never_asked_for() -> None:
    sdp = (b"v=0\r\nm=audio 0 RTP/AVP 0\r\na=control:track0\r\n"
           b"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n")  # fmt: skip

    track = speaking.find_track(sdp, base="rtsp://kamera.example/1/")

    assert track is not None
    assert track.control == "rtsp://kamera.example/1/track1"


def test_a_picture_with_a_hole_is_left_out_and_counted() -> None:
    packet = b"\x80\xe0" + b"%b" + b"\0\0\0\1\0\0\0\7\x65abc"
    unpacking = Depacketizer()

    def take(sequence: int) -> object:
        data = bytearray(packet % sequence.to_bytes(2, "big"))
        return unpacking.take(data, 0, len(data))

    assert take(1) is not None
    assert take(5) is None
    assert unpacking.broken == 1
    assert take(6) is not None
