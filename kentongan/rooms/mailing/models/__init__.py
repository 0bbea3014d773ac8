"""Tables of the room: what is told, who reads, what was sent."""

from kentongan.rooms.mailing.models.items import AnnouncedItem
from kentongan.rooms.mailing.models.readers import FollowRequest, Reader, Subscription, Suppression
from kentongan.rooms.mailing.models.sending import Delivery, DomainPace, Mailing, MailingLink

__all__ = [
    "AnnouncedItem",
    "Delivery",
    "DomainPace",
    "FollowRequest",
    "Mailing",
    "MailingLink",
    "Reader",
    "Subscription",
    "Suppression",
]
