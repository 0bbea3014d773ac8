"""A camera declared for a duty: registered and counted in one change, or neither."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.models import Duty
from kentongan.rooms.permits.queries.finding import get_visible_duty
from kentongan.rooms.permits.services.duties import add_camera


@transaction.atomic
def declare_duty_camera(
    *, duty_id: UUID, facts: Mapping[str, Any], by: people.Actor, now: datetime
) -> Duty:
    """
    Register a camera of the building's owner and count it for the duty.

    Raises cameras.WrongCamera with a sentence by field, cameras.FacesNoRoad with the picture of
    why it does not see the road, DutyEnded, and NoSuchDuty for strangers.
    """
    duty = get_visible_duty(duty_id, by=by)
    camera = cameras.declare_camera(
        **facts, owner_kind=cameras.OwnerKind.PRIVATE, owner_id=duty.building.owner_id,
        place_code=duty.place_id, by=by, now=now,
    )  # fmt: skip
    return add_camera(duty_id=duty_id, camera_id=camera.pk, by=by, now=now)
