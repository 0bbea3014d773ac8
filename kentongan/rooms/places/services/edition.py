"""The last step of every change of places: a new stamp for all processes, a line in the chain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.rooms.places.models import Edition
from kentongan.rooms.places.queries.kept import forget


def finish_change(
    *, action: str, subject: str, detail: Mapping[str, Any], by: Acting, now: datetime
) -> None:
    """Give the places a new edition and record what changed, in the caller's transaction."""
    Edition.objects.update_or_create(id=1, defaults={"stamp": uuid4()})
    forget()
    chain.record(
        by=by, action=action, subject=subject, detail=detail, topics=("calendar",), now=now
    )
