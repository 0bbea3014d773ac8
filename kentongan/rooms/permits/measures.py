"""Offers this room's numbers to whoever reads measures by name."""

from kentongan.foundation.measures import Better, register
from kentongan.rooms.permits.queries import measured


def register_measures() -> None:
    """Offer the numbers; called once, when the room is set up."""
    register("permits.pbg_days", "days", Better.LOWER, measured.measure_pbg_days)
    register("permits.returned_share", "percent", Better.LOWER, measured.measure_returned)
    register("permits.duty_met_share", "percent", Better.HIGHER, measured.measure_duty_met)
    register("permits.retribution_paid", "rupiah", Better.HIGHER, measured.measure_paid)
