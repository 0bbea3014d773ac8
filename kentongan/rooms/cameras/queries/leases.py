"""Where a camera is live."""

from uuid import UUID

from django.db.models.functions import Now

from kentongan.rooms.cameras.models.health import CameraLease


def find_live_addresses(camera_ids: list[UUID]) -> dict[UUID, str]:
    """Return the address of the process that pulls each camera now; some have none."""
    living = CameraLease.objects.filter(camera__in=camera_ids, expires_at__gt=Now())
    return dict(living.values_list("camera_id", "address"))
