"""Offers this room's numbers to whoever reads measures by name."""

from kentongan.foundation.measures import Better, register
from kentongan.rooms.reports.queries import measured


def register_measures() -> None:
    """Offer the four numbers; called once, when the room is set up."""
    register("reports.first_answer_time", "hours", Better.LOWER, measured.measure_first_answer)
    register("reports.mend_time", "hours", Better.LOWER, measured.measure_mend)
    register("reports.reopened_share", "percent", Better.LOWER, measured.measure_reopened)
    register("reports.open_late", "reports", Better.LOWER, measured.count_late_reports)
