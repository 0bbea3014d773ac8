"""Where a counted link leads: only to what that mailing told of, never to an address given."""

from uuid import UUID

from kentongan.rooms.mailing.errors import NoSuchMailing
from kentongan.rooms.mailing.models import AnnouncedItem, Mailing


def get_link_path(mailing_id: UUID, item_id: int) -> str:
    """Return the path of an item told by a mailing; raises NoSuchMailing."""
    mailing = Mailing.objects.filter(pk=mailing_id).first()
    item = AnnouncedItem.objects.filter(pk=item_id).first()
    if mailing is None or item is None or mailing.item_id not in {None, item.pk}:
        raise NoSuchMailing
    if mailing.until is not None and not mailing.since <= item.announced_at <= mailing.until:
        raise NoSuchMailing
    return item.path
