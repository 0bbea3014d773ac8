"""Tables of the room: the catalogue and its forms, and the letters that come out."""

from kentongan.rooms.services.models.catalogue import (
    Category,
    Draft,
    Service,
    Spelling,
    pick_language,
)
from kentongan.rooms.services.models.letters import (
    Letter,
    LetterCounter,
    LetterFault,
    Reason,
)
from kentongan.rooms.services.models.signing import Authority, OfficeCertificate

__all__ = [
    "Authority",
    "Category",
    "Draft",
    "Letter",
    "LetterCounter",
    "LetterFault",
    "OfficeCertificate",
    "Reason",
    "Service",
    "Spelling",
    "pick_language",
]
