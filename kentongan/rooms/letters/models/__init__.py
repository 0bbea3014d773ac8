"""Tables of the room: letters, their numbers, and with what they are signed."""

from kentongan.rooms.letters.models.letters import Letter, LetterCounter, LetterFault, Reason
from kentongan.rooms.letters.models.signing import Authority, OfficeCertificate

__all__ = ["Authority", "Letter", "LetterCounter", "LetterFault", "OfficeCertificate", "Reason"]
