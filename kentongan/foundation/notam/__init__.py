"""
Reads NOTAMs as airports send them: who closes what, from when until when, at which hours.

Pure: text in, facts out; no clock, no database. A text that cannot be read surely is refused with
a reason (`NotamError`), never guessed.
"""

from kentongan.foundation.notam.errors import NotamError
from kentongan.foundation.notam.facts import Kind, Notam, Period, QLine
from kentongan.foundation.notam.reading import parse, split_messages
from kentongan.foundation.notam.schedule import Group, Schedule, Span
from kentongan.foundation.notam.words import Meaning, explain

__all__ = [
    "Group",
    "Kind",
    "Meaning",
    "Notam",
    "NotamError",
    "Period",
    "QLine",
    "Schedule",
    "Span",
    "explain",
    "parse",
    "split_messages",
]
