"""Who acts in the demo's story: whoever holds the role, else the head."""

from datetime import datetime

from kentongan.rooms.people import api as people

_actors: dict[tuple[int, str], int | None] = {}


def find_officer(office_id: int, role: str, now: datetime) -> people.Actor | None:
    """Return somebody who holds the role at the office, or its head."""
    key = (office_id, role)
    if key not in _actors:
        held = people.list_holders(office_id, role, now=now) or people.list_holders(
            office_id, "head", now=now
        )
        _actors[key] = held[0].user_id if held else None
    user_id = _actors[key]
    if user_id is None:
        return None
    return people.get_actor(user_id, now=now, has_second_factor=True)
