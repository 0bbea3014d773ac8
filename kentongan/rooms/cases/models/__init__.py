"""Tables of the engine, one file per subject."""

from kentongan.rooms.cases.models.case import Case, CaseType, DueChange
from kentongan.rooms.cases.models.step import CaseStep, Pause
from kentongan.rooms.cases.models.talk import Attachment, Message, Survey

__all__ = [
    "Attachment",
    "Case",
    "CaseStep",
    "CaseType",
    "DueChange",
    "Message",
    "Pause",
    "Survey",
]
