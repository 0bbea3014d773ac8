"""Who may: `check_` raises, `can_` answers."""

from typing import Any

from django.conf import settings

from kentongan.rooms.notices.errors import NoSuchNotice
from kentongan.rooms.people import api as people


def list_office_keys() -> frozenset[str]:
    """Return the offices whose editors may give notices."""
    facts: Any = settings.REGENCY_FACTS.get("notices", {})
    return frozenset(facts.get("offices", ()))


def find_office_id(by: object) -> int | None:
    """Return the office for which `by` may give notices: as an editor of one that is named."""
    keys = list_office_keys()
    for holding in getattr(by, "holdings", ()):
        if holding.role == people.Role.EDITOR and holding.office_key in keys:
            return int(holding.office_id)
    return None


def can_give_notices(by: object) -> bool:
    """Tell whether `by` may write, publish and end notices."""
    return find_office_id(by) is not None


def check_can_give_notices(by: object) -> int:
    """Return the office; refuse, as if there were nothing, who may not."""
    office_id = find_office_id(by)
    if office_id is None:
        raise NoSuchNotice
    return office_id
