"""
The door: what other rooms, the pages and the lobby may use of the notices.

Editor   take_notam or write_warning → publish_notice → cancel_notice, start_update
Anybody  get_banner (in force now), get_banner_key (the stamp of pages that show it), list_newest
"""

from kentongan.rooms.notices.permissions import can_give_notices
from kentongan.rooms.notices.queries.banner import (
    Alert,
    Banner,
    get_banner,
    get_banner_key,
    set_patience,
)
from kentongan.rooms.notices.queries.pages import Row, list_addresses, list_newest, search_notices
from kentongan.rooms.notices.services.archive import keep_past_notam
from kentongan.rooms.notices.services.drafts import (
    change_draft,
    discard_draft,
    set_flights,
    start_update,
    take_notam,
    write_warning,
)
from kentongan.rooms.notices.services.publishing import cancel_notice, publish_notice

__all__ = [
    "Alert",
    "Banner",
    "Row",
    "can_give_notices",
    "cancel_notice",
    "change_draft",
    "discard_draft",
    "get_banner",
    "get_banner_key",
    "keep_past_notam",
    "list_addresses",
    "list_newest",
    "publish_notice",
    "search_notices",
    "set_flights",
    "set_patience",
    "start_update",
    "take_notam",
    "write_warning",
]
