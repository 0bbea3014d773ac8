"""Writing what was read: each message once, each proposal once, whatever was imported before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.keys import make_key
from kentongan.rooms.reports.models import (
    ChatAuthor,
    ChatGroup,
    ChatImport,
    ChatMessage,
    ChatProposal,
)
from kentongan.rooms.reports.queries.chats import PURPOSE
from kentongan.rooms.reports.rules.chat.packing import find_group_name
from kentongan.rooms.reports.rules.chat.sameness import number_occurrences
from kentongan.rooms.reports.rules.chat.shapes import Message
from kentongan.rooms.reports.rules.chat.splitting import Proposal

BATCH = 1000
NAMELESS = "chat"


@dataclass
class Kept:
    """What an export added."""

    group_id: int
    new_messages: int = 0
    new_proposals: int = 0
    rows: dict[int, ChatMessage] = field(default_factory=dict)  # by number in the export


def keep_reading(
    found: ChatImport, messages: Sequence[Message], proposals: Sequence[Proposal],
    *, by: Acting, now: datetime,
) -> Kept:  # fmt: skip
    """Write new messages and proposals of an export into the caller's transaction."""
    del by, now
    group = _get_group(found)
    kept = Kept(group.pk)
    authors = _get_authors(group, {one.sender for one in messages if one.sender})
    _keep_messages(group, messages, authors, kept)
    _keep_proposals(found, proposals, authors, kept)
    return kept


def _get_group(found: ChatImport) -> ChatGroup:
    """Return the group with the name that the file bears, locked until the commit."""
    file_name = vault.unseal(found.name_sealed, purpose=PURPOSE)
    name = find_group_name(file_name) or NAMELESS
    index = vault.blind_index(f"{found.office_id}|{name.casefold()}", purpose=PURPOSE)
    sealed = vault.seal(name, purpose=PURPOSE)
    group, _is_new = ChatGroup.objects.get_or_create(
        office_id=found.office_id, name_index=index, defaults={"name_sealed": sealed}
    )
    return ChatGroup.objects.select_for_update().get(pk=group.pk)


def _get_authors(group: ChatGroup, names: set[str]) -> dict[str, ChatAuthor]:
    indexes = {name: vault.blind_index(f"{group.pk}|{name}", purpose=PURPOSE) for name in names}
    ChatAuthor.objects.bulk_create(
        [
            ChatAuthor(group=group, name_index=index, name_sealed=vault.seal(name, purpose=PURPOSE))
            for name, index in sorted(indexes.items())
        ],
        ignore_conflicts=True,
    )
    known = {bytes(one.name_index): one for one in ChatAuthor.objects.filter(group=group)}
    return {name: known[index] for name, index in indexes.items()}


def _keep_messages(
    group: ChatGroup, messages: Sequence[Message], authors: Mapping[str, ChatAuthor], kept: Kept
) -> None:
    read = [
        (message, vault.blind_index(f"{group.pk}|{same}", purpose=PURPOSE), occurrence)
        for message, same, occurrence in number_occurrences(messages)
    ]
    if not read:
        return
    known = _list_known(group, [message.at for message, _, _ in read])
    fresh: list[ChatMessage] = []
    seen = {(fingerprint, occurrence) for _, fingerprint, occurrence in read}
    for message, fingerprint, occurrence in read:
        row = known.get((fingerprint, occurrence))
        if row is None:
            row = _find_edited(message, known, seen, authors)
            if row is not None:
                _rewrite(row, message, fingerprint, occurrence)
        if row is None:
            row = _make_row(group, message, authors[message.sender], fingerprint, occurrence)
            fresh.append(row)
        elif message.file and not row.file_name:
            row.file_name = message.file[:120]
            row.save(update_fields=["file_name"])
        kept.rows[message.number] = row
    ChatMessage.objects.bulk_create(fresh, batch_size=BATCH)
    kept.new_messages = len(fresh)


def _list_known(
    group: ChatGroup, moments: Sequence[datetime]
) -> dict[tuple[bytes, int], ChatMessage]:
    """Return what other exports brought of the same days."""
    first, last = _locate(min(moments)), _locate(max(moments))
    rows = ChatMessage.objects.filter(
        group=group, at__gte=first - timedelta(minutes=1), at__lte=last + timedelta(minutes=1)
    )
    return {(bytes(row.fingerprint), row.occurrence): row for row in rows}


def _find_edited(
    message: Message, known: Mapping[tuple[bytes, int], ChatMessage],
    seen: set[tuple[bytes, int]], authors: Mapping[str, ChatAuthor],
) -> ChatMessage | None:  # fmt: skip
    """Return the message of that minute that an edited one stands in for, when it is gone."""
    if not message.is_edited:
        return None
    author, minute = authors[message.sender].pk, _locate(message.at).replace(second=0)
    for key, row in known.items():
        is_there = row.author_id == author and row.at.replace(second=0) == minute
        if is_there and row.kind == message.kind and key not in seen:
            return row
    return None


def _rewrite(row: ChatMessage, message: Message, fingerprint: bytes, occurrence: int) -> None:
    row.fingerprint, row.occurrence = fingerprint, occurrence
    row.text_sealed = vault.seal(message.text, purpose=PURPOSE)
    row.save(update_fields=["fingerprint", "occurrence", "text_sealed"])


def _make_row(
    group: ChatGroup, message: Message, author: ChatAuthor, fingerprint: bytes, occurrence: int
) -> ChatMessage:
    return ChatMessage(
        group=group, author=author, fingerprint=fingerprint, occurrence=occurrence,
        at=_locate(message.at), number=message.number, kind=message.kind.value,
        text_sealed=vault.seal(message.text, purpose=PURPOSE) if message.text else b"",
        file_name=message.file[:120], lat=message.lat, lon=message.lon,
    )  # fmt: skip


def _locate(moment: datetime) -> datetime:
    """Return the moment in the regency's zone, as the exporting phone meant it."""
    return moment.replace(tzinfo=timezone.get_default_timezone())


def _keep_proposals(
    found: ChatImport, proposals: Sequence[Proposal], authors: Mapping[str, ChatAuthor], kept: Kept
) -> None:
    made: dict[int, ChatProposal] = {}
    fresh: list[ChatProposal] = []
    changed: list[ChatMessage] = []
    states = _list_states(kept)
    for number, one in enumerate(proposals):
        rows = [kept.rows[n] for n in one.messages if n in kept.rows]
        known = next((row.proposal_id for row in rows if row.proposal_id), None)
        loose = [row for row in rows if row.proposal_id is None]
        if known is None and rows:
            like = made.get(one.like) if one.like is not None else None
            made[number] = _make_proposal(found, one, authors[one.author], like=like)
            fresh.append(made[number])
            _assign(loose, made[number].pk, changed)
        elif known is not None and states.get(known) == ChatProposal.State.PROPOSED:
            _assign(loose, known, changed)
    ChatProposal.objects.bulk_create(fresh, batch_size=BATCH)
    ChatMessage.objects.bulk_update(changed, ["proposal"], batch_size=BATCH)
    kept.new_proposals = len(fresh)


def _assign(rows: Sequence[ChatMessage], proposal_id: UUID, changed: list[ChatMessage]) -> None:
    for row in rows:
        row.proposal_id = proposal_id
        changed.append(row)


def _list_states(kept: Kept) -> dict[UUID, str]:
    ids = {row.proposal_id for row in kept.rows.values() if row.proposal_id}
    return dict(ChatProposal.objects.filter(pk__in=ids).values_list("pk", "state"))


def _make_proposal(
    found: ChatImport, one: Proposal, author: ChatAuthor, *, like: ChatProposal | None
) -> ChatProposal:
    villages = [code for code in one.villages if code.count(".") == VILLAGE_DOTS]
    return ChatProposal(
        id=make_key(), office_id=found.office_id, source_id=found.pk, author=author,
        at=_locate(one.at), category_id=one.category or None,
        village_code=villages[0] if len(villages) == 1 else "",
        words_sealed=vault.seal(one.words, purpose=PURPOSE),
        place_words_sealed=vault.seal(one.place_words, purpose=PURPOSE),
        lat=one.lat, lon=one.lon, reasons=[reason.value for reason in one.reasons], like=like,
    )  # fmt: skip


VILLAGE_DOTS = 3  # 35.10.01.2001
