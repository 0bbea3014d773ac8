"""Tables of the engine, one file per subject."""

from kentongan.rooms.cases.models.case import Case, CaseType, CaseWords, DueChange
from kentongan.rooms.cases.models.step import CaseStep, Pause
from kentongan.rooms.cases.models.talk import Attachment, Message, Survey

__all__ = [
    "Attachment",
    "Case",
    "CaseStep",
    "CaseType",
    "CaseWords",
    "DueChange",
    "Message",
    "Pause",
    "Survey",
]
