"""The machine's look and the officer's eye: what is kept, who may, what is told."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.onvif import Device, Profile
from kentongan.foundation.video.probe import Stream
from kentongan.foundation.video.trouble import Reason
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cameras.models import Camera, CameraCheck
from kentongan.rooms.cameras.queries.sentences import SENTENCES, say
from kentongan.rooms.cameras.rules.findings import is_passed, judge
from kentongan.rooms.cameras.services import verifying
from kentongan.rooms.cameras.services.verifying import Outcome
from kentongan.rooms.cameras.tests.registry.conftest import MONDAY
from tests.people import People


def make_jpeg() -> bytes:
    paper = io.BytesIO()
    Image.new("RGB", (64, 36), "grey").save(paper, "JPEG")
    return paper.getvalue()


GOOD = Stream(
    codec="H264", width=640, height=360, fps=15.0, key_frame_seconds=2.0, picture=make_jpeg()
)
DEVICE = Device(
    is_found=True, skew_seconds=0, maker="Contoh", model="K1",
    profiles=(Profile("a", "H264", 640, 360, "rtsp://10.9.9.9/sub"),),
)  # fmt: skip


def look_well(*_: Any, **__: Any) -> Outcome:
    return Outcome(judge(DEVICE, GOOD), GOOD, DEVICE)


@pytest.fixture
def waiting(declare: Any, folk: People) -> Camera:
    """A camera that the machine found good."""
    camera: Camera = declare()
    check = cameras.start_check(camera_id=camera.pk, by=folk.actor("Tono"), now=MONDAY)
    cameras.run_check(check_id=check.pk, by=CLOCK, now=MONDAY, look=look_well)
    return Camera.objects.get(pk=camera.pk)


@pytest.mark.parametrize(
    ("stream", "key"),
    [
        (Stream(trouble=Reason.PASSWORD), "stream_password"),
        (Stream(trouble=Reason.UNREACHABLE), "stream_unreachable"),
        (Stream(trouble=Reason.REDIRECT), "stream_redirect"),
        (Stream(trouble=Reason.GARBAGE), "stream_garbage"),
        (Stream(trouble=Reason.STALLED), "stream_stalled"),
        (Stream(trouble=Reason.NO_STREAM), "stream_no_stream"),
        (Stream(trouble=Reason.CODEC, codec="H265"), "codec"),
        (Stream(codec="H264", width=640, height=360, fps=15, key_frame_seconds=20.0,
                picture=b"x"), "key_frame_rare"),
        (Stream(codec="H264", width=640, height=360, fps=15, waited_seconds=25.0,
                picture=b"x"), "key_frame_never"),
        (Stream(codec="H264", width=160, height=90, fps=15, key_frame_seconds=2.0,
                picture=b"x"), "few_pixels"),
        (Stream(codec="H264", width=640, height=360, fps=15, key_frame_seconds=2.0),
         "no_picture"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_sentence_and_advice(stream: Stream, key: str) -> None:
    findings = judge(None, stream)

    said = say([one.write() for one in findings])
    assert key in {one.key for one in findings}
    assert not is_passed(findings)
    assert not said[0].is_good
    assert said[0].advice


def test_a_wrong_clock_is_advice_and_no_obstacle() -> None:
    findings = judge(Device(is_found=True, skew_seconds=-601), GOOD)

    said = say([one.write() for one in findings])
    assert is_passed(findings)
    assert "10" in said[0].sentence
    assert "NTP" in said[0].advice


def test_only_h265_is_refused_with_how_to_change_it() -> None:
    device = Device(is_found=True, skew_seconds=0, profiles=(Profile("a", "H265", 1920, 1080),))

    findings = judge(device, Stream(trouble=Reason.CODEC, codec="H265"))

    keys = {one.key for one in findings}
    assert {"no_h264", "codec"} <= keys
    assert not is_passed(findings)
    assert "H.264" in str(SENTENCES["codec"][1])


@pytest.mark.django_db
def test_a_good_check_waits_for_an_eye(waiting: Camera) -> None:
    check = waiting.checks.get()

    assert waiting.standing == "waiting"
    assert (waiting.codec, waiting.width, waiting.key_frame_seconds) == ("H264", 640, 2.0)
    assert check.is_good
    assert check.snapshot is not None


@pytest.mark.django_db
def test_a_check_done_twice_is_done_once(waiting: Camera) -> None:
    check = waiting.checks.get()

    cameras.run_check(
        check_id=check.pk, by=CLOCK, now=MONDAY + timedelta(hours=1), look=lambda *_, **__: 1 / 0
    )

    assert CameraCheck.objects.get().ended_at == check.ended_at


@pytest.mark.django_db
def test_a_lost_check_is_queued_again_and_given_up_in_the_end(declare: Any, folk: People) -> None:
    camera = declare()
    cameras.start_check(camera_id=camera.pk, by=folk.actor("Tono"), now=MONDAY)

    again = verifying.requeue_lost_checks(by=CLOCK, now=MONDAY + timedelta(minutes=5))
    verifying.requeue_lost_checks(by=CLOCK, now=MONDAY + timedelta(minutes=30))

    assert again == 1
    check = CameraCheck.objects.get()
    assert check.is_good is False
    assert check.findings[0]["key"] == "broke"
    assert cameras.get_camera(camera.pk).standing == "declared"


@pytest.mark.django_db
def test_an_address_inside_is_never_dialled(
    declare: Any, folk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = declare()
    monkeypatch.setattr("kentongan.foundation.netguard.resolve_name", lambda _: ["169.254.169.254"])
    monkeypatch.setattr(verifying, "look_at", lambda _: pytest.fail("dialled"))

    check = cameras.start_check(camera_id=camera.pk, by=folk.actor("Tono"), now=MONDAY)
    cameras.run_check(check_id=check.pk, by=CLOCK, now=MONDAY)

    assert CameraCheck.objects.get().findings[0]["key"] == "address_internal"


@pytest.mark.django_db
def test_what_onvif_names_is_taken_for_its_path_only(
    declare: Any, folk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = declare(stream={"url": "rtsp://kamera.example/", "onvif_port": 80})
    monkeypatch.setattr("kentongan.foundation.netguard.resolve_name", lambda _: ["8.8.8.8"])
    dialled: list[Any] = []

    async def ask(endpoint: Any, **_: Any) -> Device:
        dialled.append(endpoint.ip)
        return DEVICE

    def look(address: Any) -> Stream:
        dialled.append((address.ip, address.url))
        return GOOD

    monkeypatch.setattr(verifying, "ask", ask)
    monkeypatch.setattr(verifying, "look_at", look)
    check = cameras.start_check(camera_id=camera.pk, by=folk.actor("Tono"), now=MONDAY)
    cameras.run_check(check_id=check.pk, by=CLOCK, now=MONDAY)

    assert dialled == ["8.8.8.8", ("8.8.8.8", "rtsp://kamera.example/sub")]
    assert cameras.find_stream_address(camera.pk).url == "rtsp://kamera.example/sub"


@pytest.mark.django_db
def test_an_eye_verifies_and_others_hear_of_it(
    waiting: Camera, folk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr("kentongan.rooms.cameras.events._hooks", [])
    cameras.on_change(lambda **facts: heard.append(facts["change"]))

    cameras.judge_camera(camera_id=waiting.pk, sees_road=True, by=folk.actor("Tono"), now=MONDAY)

    assert cameras.get_camera(waiting.pk).is_verified
    assert heard == [cameras.Change.VERIFIED]
    assert CameraCheck.objects.get().eye_id == folk.users["Tono"]


@pytest.mark.django_db
def test_a_refusal_needs_words(waiting: Camera, folk: People) -> None:
    tono = folk.actor("Tono")

    with pytest.raises(cameras.WrongCamera):
        cameras.judge_camera(camera_id=waiting.pk, sees_road=False, by=tono, now=MONDAY)
    cameras.judge_camera(
        camera_id=waiting.pk, sees_road=False, words="Hanya tembok yang terlihat.", by=tono,
        now=MONDAY,
    )  # fmt: skip

    assert cameras.get_camera(waiting.pk).refused_words == "Hanya tembok yang terlihat."


@pytest.mark.django_db
def test_only_the_registry_judges(waiting: Camera, folk: People) -> None:
    for name in ("Budi", "Satria", "Winda", "Wati"):
        with pytest.raises(cameras.NoSuchCamera):
            cameras.judge_camera(
                camera_id=waiting.pk, sees_road=True, by=folk.actor(name), now=MONDAY
            )


@pytest.mark.django_db
def test_what_was_not_looked_at_is_not_judged(declare: Any, folk: People) -> None:
    camera = declare()

    with pytest.raises(cameras.NotNow):
        cameras.judge_camera(camera_id=camera.pk, sees_road=True, by=folk.actor("Tono"), now=MONDAY)


@pytest.mark.django_db
def test_an_owner_may_ask_for_a_check_of_his_own(declare: Any, private: Any, folk: People) -> None:
    camera = declare("Wati", **private)

    check = cameras.start_check(camera_id=camera.pk, by=folk.actor("Wati"), now=MONDAY)

    assert check.asked_by.startswith("user:")
    with pytest.raises(cameras.CheckUnderWay):
        cameras.start_check(camera_id=camera.pk, by=folk.actor("Tono"), now=MONDAY)
    with pytest.raises(cameras.NoSuchCamera):
        cameras.start_check(camera_id=camera.pk, by=folk.actor("Budi"), now=MONDAY)
