"""Offers this room's numbers to whoever reads measures by name."""

from kentongan.foundation.measures import Better, register, register_gauge
from kentongan.rooms.cameras.queries.health import count_down, measure_alive


def register_measures() -> None:
    """Offer the numbers; called once, when the room is set up."""
    register("cameras.alive_share", "percent", Better.HIGHER, measure_alive)
    register_gauge("cameras_down", "Watched cameras that have a fault now.", count_down)
