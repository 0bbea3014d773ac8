"""Words of a permit that its tables share: kinds, functions, standings."""

from enum import StrEnum


class Kind(StrEnum):
    """What is permitted: to build (PBG), or to use what was built (SLF). PP 16/2021."""

    PBG = "pbg"
    SLF = "slf"


class Function(StrEnum):
    """What a building is for. PP 16/2021 pasal 4; mixed: dwelling and another."""

    DWELLING = "dwelling"
    WORSHIP = "worship"
    BUSINESS = "business"
    SOCIAL = "social"
    SPECIAL = "special"
    MIXED = "mixed"


class Complexity(StrEnum):
    """Simple (sederhana) or not."""

    SIMPLE = "simple"
    COMPLEX = "complex"


class Permanence(StrEnum):
    """How long it is meant to stand."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class Ownership(StrEnum):
    """Whose it is: the state pays no retribution."""

    PRIVATE = "private"
    STATE = "state"


class Work(StrEnum):
    """What is done: built anew, renovated, or a heritage building restored."""

    NEW = "new"
    RENOVATION_MODERATE = "renovation_moderate"
    RENOVATION_HEAVY = "renovation_heavy"
    HERITAGE_BASIC = "heritage_basic"  # pratama
    HERITAGE_MIDDLE = "heritage_middle"  # madya
    HERITAGE_MAIN = "heritage_main"  # utama


class Standing(StrEnum):
    """Where a permit stands; written with every turn of its case."""

    RECEIVED = "received"
    REVIEWING = "reviewing"
    REMARKED = "remarked"
    PRICING = "pricing"
    APPROVING = "approving"
    UNPAID = "unpaid"
    ISSUING = "issuing"
    ISSUED = "issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DocumentStanding(StrEnum):
    """What the review says of a document."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    REMARKED = "remarked"


class BillStanding(StrEnum):
    """Where a bill stands; a draft is not asked for yet."""

    DRAFT = "draft"
    OPEN = "open"
    PAID = "paid"
    VOID = "void"


class DutyStanding(StrEnum):
    """Where a camera duty stands; the ledger shows overdue in red."""

    OPEN = "open"
    DECLARED = "declared"
    VERIFIED = "verified"
    MET = "met"
    OVERDUE = "overdue"
    RELIEVED = "relieved"


ENDED = frozenset({Standing.ISSUED, Standing.REFUSED, Standing.WITHDRAWN})
FULFILLED = frozenset({DutyStanding.MET, DutyStanding.RELIEVED})


class Step(StrEnum):
    """Keys of the steps this room knows what to do at; the data of a route uses them."""

    CHECK = "kelengkapan"
    REVIEW = "teknis"
    PRICE = "retribusi"
    APPROVE = "sppst"
    ISSUE = "terbit"


STANDING_AT = {
    Step.CHECK: Standing.RECEIVED,
    Step.REVIEW: Standing.REVIEWING,
    Step.PRICE: Standing.PRICING,
    Step.APPROVE: Standing.APPROVING,
    Step.ISSUE: Standing.ISSUING,
}
TYPE_SLUGS = {Kind.PBG: "izin-pbg", Kind.SLF: "izin-slf"}
RELIEF_SLUG = "keringanan-kamera"
