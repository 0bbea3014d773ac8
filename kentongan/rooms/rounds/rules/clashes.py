"""A unit is at no more places at once than it has teams: asked of the data before it is kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from kentongan.rooms.rounds.rules.occurrences import Occurrence, Plan, list_occurrences

Named = tuple[str, Occurrence]


def find_clash(
    plans: Mapping[str, Plan], *, teams: int, since: date, until: date
) -> tuple[Named, ...] | None:
    """
    Return the first visits of a unit's stops, by name, that its teams cannot hold at once.

    Days off are left out: the same data is right or wrong whenever it is loaded.
    """
    held = [
        (name, one)
        for name, plan in plans.items()
        for one in list_occurrences(plan, since=since, until=until, days_off={})
        if one.is_held
    ]
    held.sort(key=lambda pair: (pair[1].starts_at, pair[0]))
    there: list[Named] = []
    for pair in held:
        there = [*(other for other in there if other[1].ends_at > pair[1].starts_at), pair]
        if len(there) > teams:
            return tuple(there)
    return None


def say_clash(clash: Sequence[Named]) -> str:
    """Say where the unit would be at once."""
    places = ", ".join(f"{name} {one.starts_at:%H.%M}" for name, one in clash)
    return f"would be at once on {clash[-1][1].date} at {places}; more teams, or other days"
