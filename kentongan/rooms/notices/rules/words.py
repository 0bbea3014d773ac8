"""The words of the room: kinds, states, and the words of CAP 1.2 for how bad and how sure."""

from enum import StrEnum


class Sort(StrEnum):
    """Where a notice comes from."""

    NOTAM = "notam"
    WARNING = "warning"


class State(StrEnum):
    """Where a notice stands; that its time is over is asked of the clock, never kept."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    DONE = "done"  # a NOTAM that cancelled another one: nothing of it is shown by itself


class Severity(StrEnum):
    """How bad it is (CAP 1.2, 3.2.2)."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Urgency(StrEnum):
    """How soon one has to act."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure it is."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class MessageKind(StrEnum):
    """What a message of CAP does."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


WORST_FIRST = tuple(Severity)
TAGS = {
    Severity.EXTREME: "late",
    Severity.SEVERE: "late",
    Severity.MODERATE: "soon",
    Severity.MINOR: "",
    Severity.UNKNOWN: "",
}
SHOWN = (State.PUBLISHED, State.REPLACED, State.CANCELLED)


def judge_level(level: str, *, is_whole_airport: bool) -> Severity:
    """Return how bad a NOTAM is for people on the ground: an airport shut is severe."""
    if level == "shut":
        return Severity.SEVERE if is_whole_airport else Severity.MODERATE
    return Severity.MINOR if level else Severity.UNKNOWN
