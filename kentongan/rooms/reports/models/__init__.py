"""Tables of the room: what can be reported, what was reported, who follows it."""

from kentongan.rooms.reports.models.category import Category
from kentongan.rooms.reports.models.chat import (
    ChatAuthor,
    ChatGroup,
    ChatImport,
    ChatMessage,
    ChatProposal,
)
from kentongan.rooms.reports.models.digest import Digest
from kentongan.rooms.reports.models.follower import Follower, PhoneBlock
from kentongan.rooms.reports.models.open311 import Open311Key, Open311Token
from kentongan.rooms.reports.models.report import Report, ReportPhoto
from kentongan.rooms.reports.models.whatsapp import WaEvent, WaReply, WaTalk

__all__ = [
    "Category",
    "ChatAuthor",
    "ChatGroup",
    "ChatImport",
    "ChatMessage",
    "ChatProposal",
    "Digest",
    "Follower",
    "Open311Key",
    "Open311Token",
    "PhoneBlock",
    "Report",
    "ReportPhoto",
    "WaEvent",
    "WaReply",
    "WaTalk",
]
