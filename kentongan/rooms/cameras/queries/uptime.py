"""How long a camera was alive, from the days the health check has counted."""

from datetime import date
from uuid import UUID

from kentongan.rooms.cameras.models import CameraDay

FULL = 100


def uptime_of(camera_id: UUID, *, first: date, last: date) -> float | None:
    """Return how many percent of looks over [first, last] found it alive; None: a day lacks."""
    days = CameraDay.objects.filter(camera_id=camera_id, date__range=(first, last), looks__gte=1)
    counted = list(days.values_list("alive", "looks"))
    if len(counted) < (last - first).days + 1:
        return None
    return FULL * sum(alive for alive, _looks in counted) / sum(looks for _alive, looks in counted)
