"""Which edition of the pages holds."""

from datetime import datetime

from kentongan.rooms.news.models import Edition


def get_edition() -> tuple[int, datetime | None]:
    """Return number and moment of the last change of what everybody reads: one cheap query."""
    row = Edition.objects.values_list("number", "changed_at").first()
    return row or (0, None)
