"""What waits for an officer's decision, with everything the screen shows, in few questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from kentongan.foundation import vault
from kentongan.foundation.files.models import StoredFile
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.errors import NoSuchChat
from kentongan.rooms.reports.models import ChatMessage, ChatProposal
from kentongan.rooms.reports.permissions import check_can_dispatch
from kentongan.rooms.reports.queries.chats import PURPOSE
from kentongan.rooms.reports.queries.duplicates import Similar, find_similar

PAGE = 10
AROUND = timedelta(minutes=30)
MOST_AROUND = 40


@dataclass(frozen=True)
class ShownMessage:
    """One message as an officer reads it."""

    id: int
    at: datetime
    author: str
    kind: str
    text: str
    has_photo: bool
    is_of_proposal: bool = False


@dataclass(frozen=True)
class ShownProposal:
    """A proposal as the screen shows it."""

    id: UUID
    at: datetime
    author: str
    words: str
    place_words: str
    category: str
    village_code: str
    village: str
    state: str
    state_name: str
    code: str
    has_position: bool
    reasons: Sequence[str]
    messages: Sequence[ShownMessage]
    photos: Sequence[int]
    like_id: UUID | None = None
    joined: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """Proposals, and where the next page begins."""

    proposals: Sequence[ShownProposal]
    next_key: str


def list_proposals(
    *, by: people.Actor, import_id: UUID | None = None, after: str = "", size: int = PAGE
) -> Page:
    """Return proposals that wait, the oldest first; `after` is the key of the page before."""
    check_can_dispatch(by)
    rows = ChatProposal.objects.filter(office__in=by.offices, state="proposed")
    if import_id is not None:
        rows = rows.filter(source_id=import_id)
    key = _read_key(after)
    if key is not None:
        rows = rows.filter(Q(at=key[0], id__gt=key[1]) | Q(at__gt=key[0]))
    found = list(rows.select_related("author", "report").order_by("at", "id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(_show(found[:size]), f"{last.at.isoformat()}|{last.pk}" if last else "")


def get_proposal(proposal_id: UUID, *, by: people.Actor) -> ShownProposal:
    """Return one proposal, also a decided one; raises NoSuchChat for strangers."""
    return _show([_get(proposal_id, by=by)])[0]


def list_around(proposal_id: UUID, *, by: people.Actor) -> list[ShownMessage]:
    """Return what was said in the group around a proposal."""
    found = _get(proposal_id, by=by)
    rows = ChatMessage.objects.filter(
        group_id=found.author.group_id, at__gte=found.at - AROUND, at__lte=found.at + AROUND
    ).select_related("author")
    shown = rows.order_by("at", "number")[:MOST_AROUND]
    return [_show_message(row, of=row.proposal_id == found.pk) for row in shown]


def list_similar(proposal_id: UUID, *, by: people.Actor, now: datetime) -> list[Similar]:
    """Return open reports that a proposal may belong to, best first."""
    found = _get(proposal_id, by=by)
    return find_similar(
        lat=found.lat, lon=found.lon, village_code=found.village_code,
        category=found.category_id or "", words=_open(found.words_sealed), now=now, limit=3, by=by,
    )  # fmt: skip


def get_photo(message_id: int, *, by: people.Actor) -> StoredFile:
    """Return the photo of a message for who may see the group; raises NoSuchChat."""
    check_can_dispatch(by)
    rows = ChatMessage.objects.filter(group__office__in=by.offices, photo__isnull=False)
    found = rows.select_related("photo").filter(pk=message_id).first()
    if found is None or found.photo is None or not found.photo.may_be_served:
        raise NoSuchChat
    return found.photo


def find_next_id(shown: ShownProposal, *, by: people.Actor, import_id: UUID | None) -> UUID | None:
    """Return which proposal waits after this one."""
    key = f"{shown.at.isoformat()}|{shown.id}"
    page = list_proposals(by=by, import_id=import_id, after=key, size=1)
    return page.proposals[0].id if page.proposals else None


def _get(proposal_id: UUID, *, by: people.Actor) -> ChatProposal:
    check_can_dispatch(by)
    rows = ChatProposal.objects.filter(office__in=by.offices).select_related("author", "report")
    found = rows.filter(pk=proposal_id).first()
    if found is None:
        raise NoSuchChat
    return found


def _read_key(text: str) -> tuple[datetime, UUID] | None:
    moment, _, key = text.partition("|")
    try:
        return datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        return None


def _show(found: Sequence[ChatProposal]) -> list[ShownProposal]:
    joined = _list_joined([one.pk for one in found])
    messages = _list_messages([*(one.pk for one in found), *joined])
    names = _name_villages({one.village_code for one in found if one.village_code})
    return [_show_one(one, joined, messages, names) for one in found]


def _list_joined(ids: Sequence[UUID]) -> dict[UUID, UUID]:
    return dict(ChatProposal.objects.filter(into__in=ids).values_list("pk", "into_id"))


def _list_messages(ids: Iterable[UUID]) -> dict[UUID, list[ChatMessage]]:
    rows = ChatMessage.objects.filter(proposal_id__in=list(ids)).select_related("author")
    found: dict[UUID, list[ChatMessage]] = {}
    for row in rows.order_by("at", "number"):
        found.setdefault(row.proposal_id, []).append(row)  # type: ignore[arg-type]
    return found


def _name_villages(codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    return {code: name for _district, group in places.list_villages() for code, name in group
            if code in codes}  # fmt: skip


def _show_one(
    one: ChatProposal, joined: Mapping[UUID, UUID],
    messages: Mapping[UUID, Sequence[ChatMessage]], names: Mapping[str, str],
) -> ShownProposal:  # fmt: skip
    ids = [one.pk, *(key for key, into in joined.items() if into == one.pk)]
    rows = [row for key in ids for row in messages.get(key, ())]
    return ShownProposal(
        id=one.pk, at=one.at, author=_open(one.author.name_sealed),
        words=_open(one.words_sealed), place_words=_open(one.place_words_sealed),
        category=one.category_id or "", village_code=one.village_code,
        village=names.get(one.village_code, ""), state=one.state,
        state_name=str(ChatProposal.State(one.state).label),
        code=one.report.code if one.report else "",
        has_position=one.lat is not None, reasons=one.reasons,
        messages=[_show_message(row) for row in rows],
        photos=[row.pk for row in rows if row.photo_id], like_id=one.like_id,
        joined=len(ids) - 1,
    )  # fmt: skip


def _show_message(row: ChatMessage, *, of: bool = False) -> ShownMessage:
    return ShownMessage(
        id=row.pk, at=row.at, author=_open(row.author.name_sealed), kind=row.kind,
        text=_open(row.text_sealed), has_photo=row.photo_id is not None, is_of_proposal=of,
    )  # fmt: skip


def _open(sealed: bytes | memoryview) -> str:
    return vault.unseal(sealed, purpose=PURPOSE) if bytes(sealed) else ""
