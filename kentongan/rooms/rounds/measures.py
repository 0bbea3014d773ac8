"""Offers this room's numbers to whoever reads measures by name."""

from datetime import datetime

from kentongan.foundation.measures import Better, Compute, register
from kentongan.rooms.rounds.queries import measured
from kentongan.rooms.rounds.queries.folders import list_kinds


def register_measures() -> None:
    """Offer the numbers; called once, when the room is set up."""
    register("rounds.held_share", "percent", Better.HIGHER, measured.measure_held)
    register("rounds.served", "people", Better.HIGHER, measured.measure_served)
    register("rounds.full_share", "percent", Better.LOWER, measured.measure_full)
    for unit, kind in list_kinds():
        register(f"rounds.served.{unit}.{kind}", "people", Better.HIGHER, _count_kind(unit, kind))
    register("rounds.cancelled", "visits", Better.LOWER, measured.measure_cancelled)


def _count_kind(unit: str, kind: str) -> Compute:
    def count(
        *, since: datetime, until: datetime, office_key: str | None = None
    ) -> float | None:  # fmt: skip
        return measured.measure_kind(
            unit=unit, kind=kind, since=since, until=until, office_key=office_key
        )

    return count
