"""What one can follow: every place where a unit stops."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.rounds.queries.showing import list_stops


def list_topics() -> Iterable[mailing.Topic]:
    """Return a topic for each stop; offered on its own page only, because there are many."""
    return [
        mailing.Topic(
            key=stop.topic, name=f"{stop.unit.name}, {stop.name}", is_offered=False,
            group=_("Mobile services"),
        )
        for stop in list_stops()
    ]  # fmt: skip
