"""What a reader may see of their own reading."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kentongan.rooms.mailing.errors import NoSuchReader
from kentongan.rooms.mailing.models import FollowRequest, Reader
from kentongan.rooms.mailing.queries.sealed import read_reader_token
from kentongan.rooms.mailing.queries.topics import list_topics
from kentongan.rooms.mailing.rules.items import Topic
from kentongan.rooms.mailing.rules.tokens import hash_token


@dataclass(frozen=True)
class Own:
    """How a reader reads now."""

    reader_id: UUID
    is_reading: bool
    language: str
    agreed_to_clicks: bool
    paces: dict[str, str]
    districts: list[str]


@dataclass(frozen=True)
class Wish:
    """What a request that waits for a yes is about."""

    topics: list[str]
    pace: str
    districts: list[str]
    reader_id: UUID | None


def get_own(token: str) -> Own:
    """Return how the reader of this link reads; raises NoSuchReader for a forged one."""
    reader_id = read_reader_token(token)
    reader = Reader.objects.filter(pk=reader_id).first() if reader_id else None
    if reader is None:
        raise NoSuchReader
    rows = list(reader.subscriptions.order_by("topic"))
    return Own(
        reader_id=reader.pk,
        is_reading=reader.state == Reader.State.READING,
        language=reader.language,
        agreed_to_clicks=reader.agreed_to_clicks,
        paces={row.topic: row.pace for row in rows},
        districts=sorted({code for row in rows for code in row.districts}),
    )


def find_wish(token: str, *, now: datetime) -> Wish | None:
    """Return what a request asked for while its link holds."""
    rows = FollowRequest.objects.filter(token_hash=hash_token(token), ends_at__gt=now)
    request = rows.first()
    if request is None:
        return None
    names = name_topics()
    return Wish(
        topics=[names.get(key, key) for key in request.topics],
        pace=request.pace,
        districts=request.districts,
        reader_id=request.reader_id,
    )


def name_topics() -> dict[str, str]:
    """Return the names of all topics in the language of now."""
    return {topic.key: str(topic.name) for topic in list_topics()}


def list_offered(*, also: frozenset[str] = frozenset()) -> list[Topic]:
    """Return topics offered to everybody and those of `also`, children after their parents."""
    topics = [topic for topic in list_topics() if topic.is_offered or topic.key in also]
    names, by_key = Counter(str(topic.name) for topic in topics), {t.key: t for t in topics}
    order = {root: n for n, root in enumerate(dict.fromkeys(t.key.split("/")[0] for t in topics))}
    topics.sort(key=lambda topic: (order[topic.key.split("/")[0]], topic.key.count("/")))
    return [
        _distinguish(topic, by_key) if names[str(topic.name)] > 1 else topic for topic in topics
    ]


def _distinguish(topic: Topic, by_key: dict[str, Topic]) -> Topic:
    """Name the parent of a topic whose name another topic has too."""
    parent = by_key.get(topic.key.rpartition("/")[0])
    return replace(topic, name=f"{topic.name} ({parent.name})") if parent else topic
