"""Words of a report that its tables share: kinds, channels, secrecy and standings."""

from enum import StrEnum


class Kind(StrEnum):
    """What somebody wants. PermenPANRB 62/2018: complaint, aspiration, request for information."""

    COMPLAINT = "complaint"
    INFORMATION = "information"
    ASPIRATION = "aspiration"


class Channel(StrEnum):
    """By which way a report came in."""

    WEB = "web"
    OFFICER = "officer"
    OPEN311 = "open311"
    WHATSAPP = "whatsapp"
    IMPORT = "import"
    CAMERA = "camera"


class Secrecy(StrEnum):
    """Who may know what: anonymous hides who, secret hides the report (SP4N: anonim, rahasia)."""

    OPEN = "open"
    ANONYMOUS = "anonymous"
    SECRET = "secret"  # noqa: S105 - a word of the people, no password


class Standing(StrEnum):
    """Where a report stands, for lists and the map; written with every turn of its case."""

    RECEIVED = "received"
    WORKING = "working"
    WAITING = "waiting"
    MENDED = "mended"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Standing.RECEIVED, Standing.WORKING, Standing.WAITING})
REOPEN_DAYS = 10  # SP4N-LAPOR!: the reporter has ten days to answer the office
CELLS_A_DEGREE = 1000  # a cell is about 110 m


def find_cell(degrees: float) -> int:
    """Return the cell of a latitude or longitude: about 110 m wide, for neighbours by index."""
    return int(degrees * CELLS_A_DEGREE // 1)
