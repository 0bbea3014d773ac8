"""Writing a follower down; shared by following and joining."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from kentongan.rooms.reports.models import Follower, Report


def add_follower(report: Report, person_id: UUID, *, language: str, now: datetime) -> bool:
    """Write a follower down; tell whether it is a new one."""
    _row, is_new = Follower.objects.get_or_create(
        report=report, person_id=person_id, defaults={"language": language, "since": now}
    )
    if is_new:
        Report.objects.filter(pk=report.pk).update(follower_count=F("follower_count") + 1)
    return is_new
