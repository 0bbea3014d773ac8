"""Finding one notice, for the public and for the desk."""

from uuid import UUID

from kentongan.rooms.notices.errors import NoSuchNotice
from kentongan.rooms.notices.models import Notice, NoticeMessage
from kentongan.rooms.notices.permissions import check_can_give_notices


def get_shown_notice(year: int, slug: str) -> Notice:
    """Return a notice that was published; raises NoSuchNotice."""
    rows = Notice.objects.shown().select_related("office", "follows")
    found = rows.filter(year=year, slug=slug).first()
    if found is None:
        raise NoSuchNotice
    return found


def get_visible_notice(notice_id: UUID, *, by: object) -> Notice:
    """Return any notice to who gives notices; raises NoSuchNotice."""
    check_can_give_notices(by)
    found = Notice.objects.select_related("office", "follows", "written_by", "published_by")
    notice = found.filter(pk=notice_id).first()
    if notice is None:
        raise NoSuchNotice
    return notice


def get_message(message_id: UUID) -> NoticeMessage:
    """Return a message of CAP as it was given out; raises NoSuchNotice."""
    found = NoticeMessage.objects.filter(pk=message_id).first()
    if found is None:
        raise NoSuchNotice
    return found
