"""
The working-time clock: from a promise, an office's hours and its pauses to the moment it is due.

Pure: no database, no Django, no reading of the present. Moments in and out are aware; those that
come out are UTC. Counting is exact to the second, fractions of a second are dropped.
"""

from kentongan.foundation.clock.due import (
    add_working,
    alarm_times,
    compute_due,
    spent_share,
    working_seconds_between,
)
from kentongan.foundation.clock.errors import (
    ClockCannotRun,
    ClockError,
    NaiveMoment,
    PauseEndsBeforeItBegins,
    WrongHours,
    WrongPromise,
)
from kentongan.foundation.clock.explanation import DaySkipped, Explanation, explain_due
from kentongan.foundation.clock.hours import Hours
from kentongan.foundation.clock.promise import Pause, Promise
from kentongan.foundation.clock.working_calendar import WorkingCalendar

__all__ = [
    "ClockCannotRun",
    "ClockError",
    "DaySkipped",
    "Explanation",
    "Hours",
    "NaiveMoment",
    "Pause",
    "PauseEndsBeforeItBegins",
    "Promise",
    "WorkingCalendar",
    "WrongHours",
    "WrongPromise",
    "add_working",
    "alarm_times",
    "compute_due",
    "explain_due",
    "spent_share",
    "working_seconds_between",
]
