"""Questions about exported chats: how far they are read, and what they left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q

from kentongan.foundation import vault
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.errors import NoSuchChat, get_chat_sentence
from kentongan.rooms.reports.models import Category, ChatImport, ChatProposal
from kentongan.rooms.reports.permissions import check_can_dispatch
from kentongan.rooms.reports.rules.chat.vocabulary import INDONESIAN, PlaceName, Vocabulary

PURPOSE = "exported chat"
UNDER_WAY = ("waiting", "reading", "photos")
SHOWN = 20
MOST_LEFTOVERS = 50


@dataclass(frozen=True)
class ShownImport:
    """An import as its page shows it."""

    id: UUID
    name: str
    state: str
    state_name: str
    made_at: datetime
    is_under_way: bool
    is_asking: bool
    message_count: int
    new_count: int
    proposal_count: int
    waiting_count: int
    refused_photos: int
    photos_left: int
    leftover_count: int
    leftovers: Sequence[str]
    example: Sequence[str]
    fault: str


def list_imports(*, by: people.Actor) -> list[ShownImport]:
    """Return the last imports of the officer's offices, the newest first."""
    return [_show(row) for row in _rows(by)[:SHOWN]]


def get_import(import_id: UUID, *, by: people.Actor) -> ShownImport:
    """Return one import with its leftovers; raises NoSuchChat for strangers."""
    found = _rows(by).filter(pk=import_id).first()
    if found is None:
        raise NoSuchChat
    return _show(found)


def count_waiting(*, by: people.Actor) -> int:
    """Return how many proposals wait for the officer's offices."""
    check_can_dispatch(by)
    return ChatProposal.objects.filter(office__in=by.offices, state="proposed").count()


def list_place_names() -> tuple[PlaceName, ...]:
    """Return districts and villages of the regency, as the splitting rules take them."""
    regions = places.list_regions(within=places.get_regency_code())
    return tuple(
        PlaceName(
            region.code,
            region.name,
            (region.parent_id or "") if region.kind in {"desa", "kelurahan"} else "",
        )
        for region in regions
        if region.kind in {"district", "desa", "kelurahan"}
    )


def get_vocabulary() -> Vocabulary:
    """Return the words of chats with the keywords of the regency's categories."""
    rows = Category.objects.filter(is_active=True).order_by("order")
    keywords = tuple((row.slug, tuple(row.keywords)) for row in rows)
    return _make_vocabulary(keywords)


@lru_cache(maxsize=4)
def _make_vocabulary(keywords: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    return INDONESIAN.with_categories(dict(keywords))


def _rows(by: people.Actor):  # type: ignore[no-untyped-def]  # noqa: ANN202 - annotated rows
    check_can_dispatch(by)
    return (
        ChatImport.objects.filter(office__in=by.offices)
        .annotate(
            waiting_count=Count("proposals", filter=Q(proposals__state="proposed"), distinct=True)
        )
        .order_by("-made_at")
    )


def _show(row: ChatImport) -> ShownImport:
    return ShownImport(
        id=row.pk,
        name=vault.unseal(row.name_sealed, purpose=PURPOSE),
        state=row.state,
        state_name=str(ChatImport.State(row.state).label),
        made_at=row.made_at,
        is_under_way=row.state in UNDER_WAY,
        is_asking=row.state == ChatImport.State.ASKING,
        message_count=row.message_count,
        new_count=row.new_count,
        proposal_count=row.proposal_count,
        waiting_count=row.waiting_count,  # type: ignore[attr-defined]
        refused_photos=row.refused_photos,
        photos_left=0,
        leftover_count=row.leftover_count,
        leftovers=_open_lines(row.leftovers_sealed),
        example=_open_lines(row.example_sealed),
        fault=get_chat_sentence(row.fault) if row.fault else "",
    )


def _open_lines(sealed: bytes | memoryview) -> list[str]:
    return vault.unseal(sealed, purpose=PURPOSE).split("\n") if bytes(sealed) else []
