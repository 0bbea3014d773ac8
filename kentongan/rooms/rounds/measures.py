"""Offers this room's numbers to whoever reads measures by name."""

from kentongan.foundation.measures import Better, register
from kentongan.rooms.rounds.queries import measured


def register_measures() -> None:
    """Offer the numbers; called once, when the room is set up."""
    register("rounds.held_share", "percent", Better.HIGHER, measured.measure_held)
    register("rounds.served", "people", Better.HIGHER, measured.measure_served)
    register("rounds.cancelled", "visits", Better.LOWER, measured.measure_cancelled)
