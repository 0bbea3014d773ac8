"""What an exported chat consists of once it is read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What one message is."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    STICKER = "sticker"
    DOCUMENT = "document"
    MEDIA = "media"  # left out of the export, and nothing says what it was
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    DELETED = "deleted"
    SYSTEM = "system"


MEDIA_KINDS = {Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.STICKER, Kind.DOCUMENT, Kind.MEDIA}
PICTURES = {Kind.PHOTO, Kind.VIDEO, Kind.MEDIA}


class Platform(StrEnum):
    """The phone that exported."""

    ANDROID = "android"
    IOS = "ios"


class Order(StrEnum):
    """In which order day, month and year stand."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


class Why(StrEnum):
    """Why a line fits nothing."""

    BEFORE_FIRST = "before_first"
    NO_SUCH_DATE = "no_such_date"


@dataclass(frozen=True, slots=True)
class Format:
    """How this file writes its stamps: the same for each of its lines."""

    platform: Platform
    has_comma: bool
    time_sign: str  # between hours and minutes: "." or ":"
    has_seconds: bool
    has_half_days: bool  # AM and PM


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `at` is the local time of the exporting phone, without zone."""

    number: int
    line: int
    at: datetime
    sender: str
    kind: Kind
    text: str = ""
    file: str = ""
    lat: float | None = None
    lon: float | None = None
    is_edited: bool = False

    @property
    def has_picture(self) -> bool:
        """Whether somebody showed something."""
        return self.kind in PICTURES


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line that fits nothing: it is reported, never dropped."""

    line: int
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Reading:
    """A chat as it was read in one order of day and month."""

    format: Format
    order: Order
    messages: tuple[Message, ...]
    leftovers: tuple[Leftover, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """Day and month may be either: a person has to say which reading is right."""

    day_first: Reading
    month_first: Reading


@dataclass(frozen=True, slots=True)
class NotAChat:
    """No line of the text begins as a message of an export does."""

    lines: int
