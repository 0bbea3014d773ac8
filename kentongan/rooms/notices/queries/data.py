"""What the regency's folder says about notices; read once per process."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from kentongan.rooms.notices.errors import WrongNoticeData

FILE = "notices.toml"
CATEGORIES = (
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
    "CBRNE", "Other",
)  # fmt: skip
AIRPORT = "airport"


@dataclass(frozen=True)
class TopicData:
    """Something to follow: its key, its category in CAP, its names."""

    key: str
    category: str
    names: Mapping[str, str]

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return self.names["en" if (get_language() or "").startswith("en") else "id"]


@dataclass(frozen=True)
class Aerodrome:
    """An airport: names by language and the district in which it lies."""

    names: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class NoticeData:
    """Everything of notices.toml."""

    topics: Mapping[str, TopicData] = field(default_factory=dict)
    aerodromes: Mapping[str, Aerodrome] = field(default_factory=dict)
    may_publish_alone: bool = False
    estimate_hours: int = 24


def read_data() -> NoticeData:
    """Return the data of this regency; a topic for airports is always there."""
    return _read(Path(settings.REGENCY_FOLDER) / FILE)


@cache
def _read(file: Path) -> NoticeData:
    if not file.exists():
        return NoticeData(topics=_make_topics([]))
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        return NoticeData(
            topics=_make_topics(raw.get("topics", [])),
            aerodromes={
                code: Aerodrome({"id": row["id"], "en": row["en"]}, row.get("place", ""))
                for code, row in raw.get("aerodromes", {}).items()
            },
            may_publish_alone=bool(raw.get("alone", False)),
            estimate_hours=int(raw.get("estimate_hours", 24)),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise WrongNoticeData(file=FILE, why=str(error)) from error


def _make_topics(rows: list[dict[str, Any]]) -> dict[str, TopicData]:
    topics = {}
    for row in rows:
        if row["category"] not in CATEGORIES:
            raise ValueError(f"category {row['category']!r} is none of CAP")
        names = {"id": row["id"], "en": row["en"]}
        topics[row["key"]] = TopicData(row["key"], row["category"], names)
    if AIRPORT not in topics:
        names = {"id": "Bandara dan penerbangan", "en": "Airport and flights"}
        topics[AIRPORT] = TopicData(AIRPORT, "Transport", names)
    return topics


def get_topic(key: str) -> TopicData:
    """Return the topic; one that the data has no more keeps its key as name."""
    return read_data().topics.get(key) or TopicData(key, "Other", {"id": key, "en": key})
