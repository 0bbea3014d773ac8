"""The gate asks the registry itself: a camera's days decide whether its duty is met."""

from datetime import timedelta
from uuid import UUID

from django.apps import apps
from django.utils.timezone import localdate

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.models import Duty, DutyCamera
from kentongan.rooms.permits.services import _cameras
from kentongan.rooms.permits.services.duties import follow_camera
from kentongan.rooms.permits.tests.conftest import MONDAY, Desk, days
from tests.people import SUMBERBERAS

DAY = timedelta(days=1)
TODAY = MONDAY + days(8)


def declare(desk: Desk, duty: Duty) -> UUID:
    """Put a verified camera of its owner into the registry, and count it for a duty."""
    camera = cameras.declare_camera(
        name="Gerbang", owner_kind="private", owner_id=desk.team.persons["Lukman"],
        has_consented=True, purpose="security", mode="stream", place_code=SUMBERBERAS, lat=-8.45,
        lon=114.30, bearing=0, field_of_view=90, range_m=40, place_words="Gerbang",
        road_line=[[114.29, -8.4499], [114.31, -8.4499]], by=desk.by("Lukman"), now=MONDAY,
    )  # fmt: skip
    table = apps.get_model("cameras.Camera")
    table.objects.filter(pk=camera.pk).update(standing="verified", verified_at=MONDAY)
    DutyCamera.objects.create(duty=duty, camera_id=camera.pk, declared_at=MONDAY)
    return camera.pk


def note_days(camera_id: UUID, *, alive: list[int]) -> None:
    """Write what the looks of the last days found, 24 a day, yesterday last."""
    table = apps.get_model("cameras.CameraDay")
    for number, good in enumerate(reversed(alive), start=1):
        table.objects.create(
            camera_id=camera_id, date=localdate(TODAY) - number * DAY, looks=24, alive=good,
            down=24 - good,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("alive", "standing"),
    [
        ([24] * 7, "met"),
        ([24] * 6 + [16], "met"),  # 95.2 percent
        ([24] * 6 + [15], "verified"),  # 94.6 percent
        ([24] * 6, "verified"),  # one day too few
        ([], "verified"),
    ],
)
def test_a_duty_is_met_by_days_that_were_recorded(
    desk: Desk, duty: Duty, alive: list[int], standing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_cameras, "source", _cameras._Registry())
    camera_id = declare(desk, duty)
    note_days(camera_id, alive=alive)

    follow_camera(camera_id, by=CLOCK, now=TODAY)

    duty.refresh_from_db()
    assert duty.standing == standing
    assert (permits.check_gate(duty.building_id) == []) is (standing == "met")
