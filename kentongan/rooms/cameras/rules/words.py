"""Words of cameras that the tables share: owners, purposes, standings, health."""

from enum import StrEnum


class OwnerKind(StrEnum):
    """Who owns a camera."""

    PRIVATE = "private"  # through a permit
    OFFICE = "office"
    REGENCY = "regency"
    POLICE = "police"


class Purpose(StrEnum):
    """What a public camera may serve, nothing else: Law 27/2022 on personal data, article 17."""

    SECURITY = "security"
    DISASTER = "disaster"
    TRAFFIC = "traffic"


class Mode(StrEnum):
    """How a camera is connected."""

    NONE = "none"  # registered only
    ON_REQUEST = "on_request"  # the owner gives recordings when asked
    STREAM = "stream"


class Standing(StrEnum):
    """How far the registration of a camera is."""

    DECLARED = "declared"
    CHECKING = "checking"  # the machine looks at it
    WAITING = "waiting"  # for an officer's eye
    VERIFIED = "verified"
    REFUSED = "refused"
    RETIRED = "retired"


class Health(StrEnum):
    """What the last look found."""

    UNKNOWN = "unknown"
    LIVE = "live"
    DOWN = "down"
    FROZEN = "frozen"
    BLACK = "black"
    COVERED = "covered"
    MOVED = "moved"


class Level(StrEnum):
    """What a grant allows."""

    LIVE = "live"
    EVIDENCE = "evidence"  # live, and recordings when a second official agrees


class LookKind(StrEnum):
    """How somebody looked."""

    LIVE = "live"
    SNAPSHOT = "snapshot"
    EVIDENCE = "evidence"


CODE_PREFIX = "KAM"
