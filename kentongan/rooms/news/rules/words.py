"""The words of the room: states of an article and of a comment, kinds of radio streams."""

from enum import StrEnum


class State(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"  # agreed to by a second editor, waits for its hour
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class CommentState(StrEnum):
    """What became of a comment."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"  # by who wrote it; name, address and words are gone


class ComplaintKind(StrEnum):
    """Why a reader complains about a comment; Pedoman Media Siber 2012, point 3 letter c."""

    HATE = "hate"
    INSULT = "insult"
    LIE = "lie"
    INDECENT = "indecent"
    PRIVATE = "private"
    AD = "ad"
    OTHER = "other"


class StreamKind(StrEnum):
    """How a radio station is heard."""

    HLS = "hls"
    ICECAST = "icecast"


LANGUAGES = ("id", "en")
