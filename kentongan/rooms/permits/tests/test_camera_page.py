"""An owner declares a camera: a wrong bearing is refused with its picture, the right one counts."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.permits.models import Duty, DutyCamera
from kentongan.rooms.permits.tests.conftest import SHOP, Desk
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
ROAD = [[114.279, -8.4501], [114.281, -8.4501]]  # eleven metres south of the shop
TYPED = {
    "name": "Gerbang", "lat": "-8.45", "lon": "114.28", "bearing": "180", "field_of_view": "90",
    "range_m": "30", "purpose": "security", "mode": "on_request", "contact": "0812 3456 7009",
    "has_consented": "on",
}  # fmt: skip


@pytest.fixture
def duty(desk: Desk, tmp_path: Path, settings: Any) -> Duty:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    now = timezone.localtime()
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": ROAD}}
    file = tmp_path / "roads.json"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [line]}))
    cameras.import_roads(file, source="test", by=TERMINAL, now=now)
    return Duty.objects.get(permit=desk.approve(facts=SHOP, at=now))


def test_a_camera_that_misses_the_road_is_refused_with_the_picture_of_why(
    duty: Duty, desk: Desk
) -> None:
    browser = log_in(desk.team.users["Lukman"])
    address = f"/izin/kewajiban/{duty.pk}/kamera/"

    wrong = browser.post(address, {**TYPED, "bearing": "0"})
    right = browser.post(address, TYPED, follow=True).content.decode()

    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "data-refused" in page
    assert "<polygon" in page
    assert 'value="Gerbang"' in page
    assert 'data-camera="declared"' in right
    assert DutyCamera.objects.get().duty == duty


def test_what_is_typed_of_the_stream_is_never_shown_again(duty: Duty, desk: Desk) -> None:
    browser = log_in(desk.team.users["Lukman"])
    stream = {"url": "rtsp://127.0.0.1/x", "user": "admin", "password": "sangat-rahasia"}

    refused = browser.post(f"/izin/kewajiban/{duty.pk}/kamera/", {**TYPED, **stream})

    assert refused.status_code == 422
    assert "sangat-rahasia" not in refused.content.decode()
    assert not DutyCamera.objects.exists()


def test_strangers_declare_nothing(duty: Duty, desk: Desk) -> None:
    for name in ("Wati", "Hendra"):
        answer = log_in(desk.team.users[name]).post(f"/izin/kewajiban/{duty.pk}/kamera/", TYPED)
        assert answer.status_code == 404
