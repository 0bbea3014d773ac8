"""A talk with one person becomes a report: what was heard, what is still missing, what to ask."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


AFTER = timedelta(minutes=3)  # a second photo so soon belongs to the report just sent
NEVER = ("-", "skip", "lewati", "lewat", "tidak tahu", "tdk tahu", "ndak tau", "gak tau", "unknown",
         "i don't know", "don't know")  # fmt: skip
STOP = ("batal", "batalkan", "cancel", "stop", "berhenti")
ENGLISH = _split(
    "the is are there at in on please hello hi street road broken car parked pavement light "
    "garbage flood near my and a of hole not help report"
)
INDONESIAN = _split(
    "ada di yang dan pak bu mohon tolong lapor jalan lampu mobil parkir rusak mati sampah depan "
    "saya ini itu desa dusun banjir sudah belum selamat pagi siang sore malam"
)


class State(StrEnum):
    """What the next message is expected to say."""

    IDLE = "idle"
    WHAT = "what"
    PLACE = "place"
    VILLAGE = "village"
    NUMBER = "number"  # of a category in a list


class Say(StrEnum):
    """What is answered."""

    WELCOME = "welcome"
    ASK_WHAT = "ask_what"
    ASK_PLACE = "ask_place"
    ASK_VILLAGE = "ask_village"
    ASK_VILLAGE_AGAIN = "ask_village_again"
    ASK_NUMBER = "ask_number"
    STOPPED = "stopped"
    ADDED = "added"
    NOTHING = ""


@dataclass(frozen=True)
class Heard:
    """One message as it was understood."""

    sent_at: datetime
    has_photo: bool = False
    text: str = ""
    has_position: bool = False
    village: str = ""  # code of a village named
    category: str = ""  # for which the words speak, or the number chosen
    says_problem: bool = False
    says_place: bool = False


@dataclass(frozen=True)
class Draft:
    """What is known of the report that grows."""

    state: State = State.IDLE
    has_photo: bool = False
    has_words: bool = False
    has_place: bool = False
    has_village: bool = False
    village_asked: int = 0
    category: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told yet."""
        return not (self.has_photo or self.has_words or self.has_place)


@dataclass(frozen=True)
class Turn:
    """What follows from one message."""

    draft: Draft
    say: Say = Say.NOTHING
    keeps_words: bool = False
    keeps_place: bool = False
    is_complete: bool = False
    is_stopped: bool = False
    is_addition: bool = False  # to the report sent before


def advance(draft: Draft, heard: Heard, *, sent_until: datetime | None) -> Turn:
    """Return what one message changes; the order of questions is photo, place, village, kind."""
    if _belongs_to_last(draft, heard, sent_until):
        return Turn(draft, Say.ADDED, is_addition=True)
    words = " ".join(heard.text.lower().split()).strip(".!")
    if words in STOP:
        return Turn(Draft(), Say.STOPPED, is_stopped=True)
    if draft.is_empty and not (heard.has_photo or heard.has_position or _tells(heard)):
        return Turn(draft, Say.WELCOME)
    return _ask_next(_take_in(draft, heard, words=words))


def detect_language(text: str) -> str:
    """Return en or id when the words show it, else nothing."""
    words = set(text.lower().split())
    english, indonesian = len(words & ENGLISH), len(words & INDONESIAN)
    if english == indonesian:
        return ""
    return "en" if english > indonesian else "id"


def _belongs_to_last(draft: Draft, heard: Heard, sent_until: datetime | None) -> bool:
    """Late messages, and a second photo without words, go on with the report just sent."""
    if sent_until is None or not draft.is_empty:
        return False
    if heard.sent_at <= sent_until:
        return True
    return heard.has_photo and not heard.text and heard.sent_at - sent_until <= AFTER


def _tells(heard: Heard) -> bool:
    return heard.says_problem or heard.says_place or bool(heard.category)


def _take_in(draft: Draft, heard: Heard, *, words: str) -> Turn:
    after = replace(
        draft,
        has_photo=draft.has_photo or heard.has_photo,
        has_place=draft.has_place or heard.has_position or heard.says_place,
        has_village=draft.has_village or bool(heard.village),
        category=draft.category or heard.category,
    )
    if not words:
        return Turn(after)
    if draft.state is State.PLACE:
        return Turn(replace(after, has_place=True), keeps_place=True)
    if draft.state is State.VILLAGE:
        known = after.has_village or words in NEVER or draft.village_asked > 1
        return Turn(replace(after, has_village=known), keeps_place=not (heard.village or known))
    if draft.state is State.NUMBER:
        return Turn(after)
    return Turn(replace(after, has_words=True), keeps_words=True, keeps_place=heard.says_place)


def _ask_next(turn: Turn) -> Turn:
    draft = turn.draft
    if not draft.has_place:
        return _ask(turn, State.PLACE, Say.ASK_PLACE)
    if not draft.has_village:
        again = Say.ASK_VILLAGE_AGAIN if draft.village_asked else Say.ASK_VILLAGE
        counted = replace(turn, draft=replace(draft, village_asked=draft.village_asked + 1))
        return _ask(counted, State.VILLAGE, again)
    if not draft.category and not draft.has_words and draft.state is not State.WHAT:
        return _ask(turn, State.WHAT, Say.ASK_WHAT)
    if not draft.category:
        return _ask(turn, State.NUMBER, Say.ASK_NUMBER)
    return replace(turn, draft=replace(draft, state=State.IDLE), is_complete=True)


def _ask(turn: Turn, state: State, say: Say) -> Turn:
    return replace(turn, draft=replace(turn.draft, state=state), say=say)
