"""Tables of the room: the catalogue and its forms."""

from kentongan.rooms.services.models.catalogue import (
    Category,
    Draft,
    Service,
    Spelling,
    pick_language,
)

__all__ = ["Category", "Draft", "Service", "Spelling", "pick_language"]
