"""
Which messages form one report: by silence, pictures, place words and who answers whom.

Each person's messages are cut into sittings at long silences, each sitting between its anchors
(words that say a place, a problem, an answer or an activity), at the longest silence between
them. What is left of other people is then joined: an answer to "where is it?", a picture "from
the other side". Every proposal says by which of these rules it came about.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from kentongan.rooms.reports.rules.chat.saying import Gazetteer, Role, Said, understand
from kentongan.rooms.reports.rules.chat.shapes import Kind, Message
from kentongan.rooms.reports.rules.chat.vocabulary import PlaceName, Vocabulary

SITTING = timedelta(minutes=10)  # longer silence of one person ends what they told
OWN_ANSWER = timedelta(minutes=60)  # "depan pasar, Pak" long after the photo
OTHERS_ANSWER = timedelta(minutes=30)
WITHOUT_QUESTION = timedelta(minutes=5)
SAME_AGAIN = timedelta(minutes=15)
LONG_AGO = timedelta(hours=3)  # nothing is joined to what began before
LIKELY_SAME = timedelta(hours=3)
ALIKE = 0.5
MEANINGLESS = 3  # shorter words say nothing about a place


class Reason(StrEnum):
    """Why messages were put together."""

    PICTURE = "picture"
    PLACE_WORDS = "place_words"
    POSITION = "position"
    PROBLEM_WORDS = "problem_words"
    CUT_AT_SILENCE = "cut_at_silence"
    ANSWERED_QUESTION = "answered_question"
    OTHER_PERSON = "other_person"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Messages that seem to be one report, by their numbers, and what they seem to say."""

    author: str
    at: datetime
    messages: tuple[int, ...]
    photos: tuple[int, ...]
    words: str
    place_words: str
    category: str
    villages: tuple[str, ...]
    lat: float | None
    lon: float | None
    reasons: tuple[Reason, ...]
    like: int | None = None  # position of an earlier proposal that may be about the same


@dataclass(slots=True)
class _Heard:
    message: Message
    said: Said


@dataclass(slots=True)
class _Part:
    """What one person told at one go."""

    author: str
    heard: list[_Heard]
    reasons: set[Reason] = field(default_factory=set)
    was_asked: bool = False
    is_gone: bool = False

    @property
    def begins(self) -> datetime:
        return self.heard[0].message.at

    @property
    def ends(self) -> datetime:
        return self.heard[-1].message.at

    def has(self, *roles: Role) -> bool:
        return any(one.said.role in roles for one in self.heard)

    @property
    def has_picture(self) -> bool:
        return any(one.message.has_picture for one in self.heard)

    @property
    def has_place(self) -> bool:
        return any(one.said.has_place and one.said.role is Role.TELLS for one in self.heard)

    @property
    def has_problem(self) -> bool:
        return any(one.said.has_problem and one.said.role is Role.TELLS for one in self.heard)

    @property
    def has_request(self) -> bool:
        return any(one.said.has_request and one.said.role is Role.TELLS for one in self.heard)

    @property
    def is_moving(self) -> bool:
        return any(one.said.is_moving for one in self.heard)

    @property
    def is_reporting(self) -> bool:
        return any(one.said.is_reporting and one.said.role is Role.TELLS for one in self.heard)

    @property
    def villages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for one in self.heard for code in one.said.villages))


def split_chat(
    messages: Sequence[Message], *, words: Vocabulary, places: Iterable[PlaceName]
) -> tuple[Proposal, ...]:
    """Return the reports that a chat seems to hold, in the order of time."""
    gazetteer = Gazetteer(places)
    heard = [_Heard(one, understand(one, words=words, places=gazetteer)) for one in messages]
    parts = _list_parts(heard)
    _note_questions(parts, heard)
    _join_answers(parts)
    _join_same_again(parts)
    chosen = [part for part in parts if not part.is_gone and _is_report(part)]
    proposals = [_propose(part) for part in sorted(chosen, key=lambda part: part.begins)]
    return tuple(_note_likely_same(proposals))


def _list_parts(heard: Sequence[_Heard]) -> list[_Part]:
    """Cut what each person told into sittings, and these between their anchors."""
    sittings: dict[str, list[list[_Heard]]] = {}
    for one in heard:
        if one.said.role in {Role.CHATTER, Role.ASKS} or not one.message.sender:
            continue
        own = sittings.setdefault(one.message.sender, [])
        if own and one.message.at - own[-1][-1].message.at <= SITTING:
            own[-1].append(one)
        else:
            own.append([one])
    parts = [part for own in sittings.values() for sitting in own for part in _cut(sitting)]
    return sorted(parts, key=lambda part: (part.begins, part.heard[0].message.number))


def _cut(sitting: Sequence[_Heard]) -> list[_Part]:
    """Cut a sitting between anchors that cannot be about the same thing."""
    anchors = [n for n, one in enumerate(sitting) if one.said.is_anchor]
    shows_first = sitting[0].message.has_picture
    cuts = []
    for before, after in _list_neighbours(anchors, sitting):
        cuts.append(_find_cut(sitting, before, after, shows_first=shows_first))
    edges = [0, *cuts, len(sitting)]
    parts = [
        _Part(sitting[0].message.sender, list(sitting[start:end])) for start, end in pairwise(edges)
    ]
    if cuts:
        for part in parts:
            part.reasons.add(Reason.CUT_AT_SILENCE)
    return parts


def _list_neighbours(anchors: Sequence[int], sitting: Sequence[_Heard]) -> list[tuple[int, int]]:
    """Return pairs of anchors between which two reports meet."""
    found: list[tuple[int, int]] = []
    group: list[int] = []
    for anchor in anchors:
        if group and not _belong_together(group, anchor, sitting):
            found.append((group[-1], anchor))
            group = []
        group.append(anchor)
    return found


def _belong_together(group: Sequence[int], anchor: int, sitting: Sequence[_Heard]) -> bool:
    """Tell whether these words go on with the group's: they add what it does not have yet."""
    said = [sitting[n].said for n in group]
    new = sitting[anchor].said
    if any((one.role is Role.TELLS) != (new.role is Role.TELLS) for one in said):
        return False
    if new.role is not Role.TELLS:
        return True
    known = {code for one in said for code in one.villages}
    if known and new.villages and not _can_be_same(known, set(new.villages)):
        return False
    has_picture_between = any(
        sitting[n].message.has_picture for n in range(group[-1] + 1, anchor + 1)
    )
    adds = not (new.has_place and any(one.has_place for one in said)) and not (
        new.has_problem and any(one.has_problem for one in said)
    )
    if adds or _are_alike(said, new):
        return True
    both_whole = (
        new.has_place and new.has_problem and any(one.has_place and one.has_problem for one in said)
    )
    return not has_picture_between and not both_whole


def _can_be_same(known: set[str], new: set[str]) -> bool:
    """Tell a district and a village in it, which may be one place, from two villages."""
    return any(a.startswith(b) or b.startswith(a) for a in known for b in new)


def _are_alike(said: Sequence[Said], new: Said) -> bool:
    words = {word for word in new.words if len(word) > MEANINGLESS}
    for one in said:
        others = {word for word in one.words if len(word) > MEANINGLESS}
        if words and others and len(words & others) / min(len(words), len(others)) > ALIKE:
            return new.has_place and one.has_place
    return False


def _find_cut(sitting: Sequence[_Heard], before: int, after: int, *, shows_first: bool) -> int:
    """
    Return where the second report begins: after the longest silence between the two anchors.

    Where silences are equal, people keep their habit: who began with a picture does so again.
    """
    silences = {
        n: sitting[n].message.at - sitting[n - 1].message.at for n in range(before + 1, after + 1)
    }
    longest = max(silences.values())
    places = [n for n, silence in silences.items() if silence == longest]
    return places[0] if shows_first else places[-1]


def _list_before(parts: Sequence[_Part], moment: datetime) -> Sequence[_Part]:
    """Return the parts that began shortly before; `parts` are in the order of their beginning."""
    first = bisect_left(parts, moment - LONG_AGO, key=_get_beginning)
    return parts[first : bisect_right(parts, moment, key=_get_beginning)]


def _get_beginning(part: _Part) -> datetime:
    return part.begins


def _note_questions(parts: Sequence[_Part], heard: Sequence[_Heard]) -> None:
    """Somebody asking "where?" means the picture above; whoever asks saw that it is a report."""
    for one in heard:
        if one.said.role is not Role.ASKS:
            continue
        open_ones = [
            part
            for part in _list_before(parts, one.message.at)
            if part.has_picture
            and not part.has_place
            and not part.has(Role.ANSWERS, Role.ACTIVITY)
            and timedelta(0) <= one.message.at - part.ends <= OTHERS_ANSWER
            and part.heard[-1].message.number < one.message.number
            and part.author != one.message.sender
        ]
        if open_ones:
            max(open_ones, key=lambda part: part.heard[-1].message.number).was_asked = True


def _join_answers(parts: Sequence[_Part]) -> None:
    """Join words that are only a place to the picture without a place they answer."""
    for answer in parts:
        if answer.has_picture or not answer.has_place or answer.has_problem or answer.is_moving:
            continue
        near = _list_before(parts, answer.begins)
        asked = [part for part in near if _fits_answer(part, answer)]
        if not asked:
            continue
        chosen = max(asked, key=lambda part: (part.author == answer.author, part.was_asked,
                                              part.heard[-1].message.number))  # fmt: skip
        _join(chosen, answer)
        if chosen.was_asked:
            chosen.reasons.add(Reason.ANSWERED_QUESTION)


def _fits_answer(part: _Part, answer: _Part) -> bool:
    if part is answer or part.is_gone or part.has_place or not part.has_picture:
        return False
    if part.has(Role.ANSWERS, Role.ACTIVITY):
        return False
    wait = answer.begins - part.ends
    if part.author == answer.author:
        return timedelta(0) <= wait <= OWN_ANSWER
    return timedelta(0) <= wait <= (OTHERS_ANSWER if part.was_asked else WITHOUT_QUESTION)


def _join_same_again(parts: Sequence[_Part]) -> None:
    """Join another person's picture of the same thing, when they say so and name no place."""
    for late in parts:
        if late.is_gone or not late.has_picture or late.has_place or not late.has(Role.AGAIN):
            continue
        before = [
            part
            for part in _list_before(parts, late.begins)
            if part is not late
            and not part.is_gone
            and part.author != late.author
            and _is_report(part)
            and timedelta(0) <= late.begins - part.ends <= SAME_AGAIN
        ]
        if before:
            _join(max(before, key=lambda part: part.heard[-1].message.number), late)


def _join(part: _Part, other: _Part) -> None:
    if part.author != other.author:
        part.reasons.add(Reason.OTHER_PERSON)
    part.heard = sorted([*part.heard, *other.heard], key=lambda one: one.message.number)
    part.reasons |= other.reasons
    other.is_gone = True


def _is_report(part: _Part) -> bool:
    """Tell whether it shows something with words about it, or says what is wrong and where."""
    if part.has(Role.ANSWERS, Role.ACTIVITY):
        return False
    if part.has_picture:
        return part.has_place or part.has_problem or part.has_request or part.was_asked
    if part.is_reporting and (part.has_place or part.has_problem):
        return True
    return part.has_problem and (part.has_place or part.has_request)


def _propose(part: _Part) -> Proposal:
    told = [one for one in part.heard if one.said.role is Role.TELLS and one.message.text]
    points = [one.message for one in part.heard if one.message.lat is not None]
    categories: Counter[str] = Counter()
    for one in told:
        categories.update(dict(one.said.categories))
    return Proposal(
        author=part.author,
        at=part.begins,
        messages=tuple(one.message.number for one in part.heard),
        photos=tuple(one.message.number for one in part.heard if one.message.has_picture),
        words="\n".join(one.message.text for one in told),
        place_words="\n".join(one.message.text for one in told if one.said.has_place),
        category=max(categories, key=lambda slug: categories[slug]) if categories else "",
        villages=_narrow(part.villages),
        lat=points[0].lat if points else None,
        lon=points[0].lon if points else None,
        reasons=tuple(sorted(part.reasons | _list_reasons(part))),
    )


def _narrow(codes: Sequence[str]) -> tuple[str, ...]:
    """Leave out districts of which a village is named as well."""
    return tuple(
        code
        for code in codes
        if not any(other != code and other.startswith(code) for other in codes)
    )


def _list_reasons(part: _Part) -> set[Reason]:
    shown: Mapping[Reason, bool] = {
        Reason.PICTURE: part.has_picture,
        Reason.PLACE_WORDS: part.has_place,
        Reason.PROBLEM_WORDS: part.has_problem or part.has_request,
        Reason.POSITION: any(one.message.kind is Kind.LOCATION for one in part.heard),
    }
    return {reason for reason, holds in shown.items() if holds}


def _note_likely_same(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Point at an earlier proposal of about the same place and time: an officer decides."""
    found: list[Proposal] = []
    for number, one in enumerate(proposals):
        like = None
        for earlier in range(number - 1, -1, -1):
            if one.at - proposals[earlier].at > LIKELY_SAME:
                break
            if _seem_same(proposals[earlier], one):
                like = earlier
                break
        found.append(replace(one, like=like))
    return found


def _seem_same(first: Proposal, second: Proposal) -> bool:
    if first.category and second.category and first.category != second.category:
        return False
    if first.villages and second.villages and not set(first.villages) & set(second.villages):
        return False
    ours, theirs = (
        {word for word in one.place_words.lower().split() if len(word) > MEANINGLESS}
        for one in (first, second)
    )
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) > ALIKE
