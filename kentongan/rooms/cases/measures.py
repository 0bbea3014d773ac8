"""Offers this room's numbers to whoever reads measures by name."""

from kentongan.foundation.measures import Better, register
from kentongan.rooms.cases.queries import measured


def register_measures() -> None:
    """Offer the five numbers; called once, when the room is set up."""
    register("cases.on_time_share", "percent", Better.HIGHER, measured.measure_on_time)
    register("cases.median_minutes", "minutes", Better.LOWER, measured.measure_median)
    register("cases.open", "steps", Better.LOWER, measured.count_open)
    register("cases.late", "steps", Better.LOWER, measured.count_late)
    register("cases.satisfaction", "points", Better.HIGHER, measured.measure_satisfaction)
