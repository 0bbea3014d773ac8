"""Tables of the room."""

from kentongan.rooms.notices.models.notice import AffectedFlight, Notice, NoticeMessage

__all__ = ["AffectedFlight", "Notice", "NoticeMessage"]
