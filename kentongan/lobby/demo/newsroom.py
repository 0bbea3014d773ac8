"""News of the demo: written by one editor, agreed to by another, with pictures that are drawn."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from kentongan.lobby.demo.drawing import draw_scene
from kentongan.rooms.news import api as news
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

FILE = "demo_news.toml"
HOUR = timedelta(hours=1)


@cache
def read_told() -> list[Mapping[str, Any]]:
    """Return the articles of the demo; none where the regency tells none."""
    path = settings.REGENCY_FOLDER / FILE
    if not path.exists():
        return []
    told: list[Mapping[str, Any]] = tomllib.loads(path.read_text())["articles"]
    return told


def plan_news(story: Any, *, until: datetime) -> None:
    """Plan writing, reviewing, correcting and withdrawing of every article."""
    for row in read_told():
        begin = until - timedelta(days=row["days"], minutes=row.get("minutes", 0))
        story.at(begin, lambda now, r=row: _tell(story, r, now))


def _tell(story: Any, row: Mapping[str, Any], now: datetime) -> None:
    writer, reviewer = find_editors(now)
    if writer is None or reviewer is None:
        return
    article = news.start_article(_read(row, writer), by=writer, now=now - 3 * HOUR)
    _add_picture(article.pk, row, by=writer, now=now - 2 * HOUR)
    state = row.get("state", "published")
    if state == "draft":
        return
    news.send_to_review(article_id=article.pk, by=writer, now=now - HOUR)
    if state == "review":
        return
    at = story.until + timedelta(days=row["ahead"]) if state == "scheduled" else None
    news.publish_article(article_id=article.pk, at=at, by=reviewer, now=now)
    if "correction" in row:
        moment = now + timedelta(hours=row["correction"]["after"])
        story.at(moment, lambda now: _correct(article.pk, row, now))
    if state == "withdrawn":
        moment = now + timedelta(hours=row["withdrawn"]["after"])
        story.at(moment, lambda now: _withdraw(article.pk, row, now))


def find_editors(now: datetime) -> tuple[people.Actor | None, people.Actor | None]:
    """Return two editors of the office that keeps the news."""
    facts: Any = settings.REGENCY_FACTS.get("news", {})
    if "keeper" not in facts:
        return None, None
    office = places.get_office(str(facts["keeper"])).pk
    held = people.list_holders(office, "editor", now=now)
    if len(held) < 2:
        return None, None
    first, second = (people.get_actor(h.user_id, now=now) for h in held[:2])
    return first, second


def _read(row: Mapping[str, Any], writer: people.Actor, **changed: str) -> news.Content:
    texts = {
        f"{part}_{code}": (row.get(part, {}).get(code) or row.get(f"{part}_{code}", "")).strip()
        for part in ("title", "summary", "body")
        for code in ("id", "en")
    }
    return news.Content(
        **{**texts, **changed}, category=row["category"], places=tuple(row.get("places", ())),
        authors=row.get("authors", writer.name),
    )  # fmt: skip


def _add_picture(
    article_id: UUID, row: Mapping[str, Any], *, by: people.Actor, now: datetime
) -> None:
    told = row.get("picture")
    if not told:
        return
    words = news.PictureWords(
        alt_id=told["alt"]["id"], alt_en=told["alt"]["en"], credit=told["credit"],
        caption_id=told["caption"]["id"], caption_en=told["caption"]["en"],
    )  # fmt: skip
    drawn = SimpleUploadedFile("gambar.jpg", draw_scene(told["scene"]), "image/jpeg")
    news.add_picture(article_id=article_id, upload=drawn, words=words, by=by, now=now)


def _correct(article_id: UUID, row: Mapping[str, Any], now: datetime) -> None:
    writer, reviewer = find_editors(now)
    if writer is None or reviewer is None:
        return
    told = row["correction"]
    right = {
        field: row["body"][field[-2:]].strip().replace(wrong, better)
        for field, (wrong, better) in told["replace"].items()
    }
    waiting = news.propose_correction(
        article_id=article_id, version=1, content=_read(row, writer, **right),
        words_id=told["words"]["id"], words_en=told["words"]["en"], by=writer, now=now - HOUR / 2,
    )  # fmt: skip
    news.agree_to_correction(correction_id=waiting.pk, by=reviewer, now=now)


def _withdraw(article_id: UUID, row: Mapping[str, Any], now: datetime) -> None:
    writer, _reviewer = find_editors(now)
    reason = row["withdrawn"]["reason"]
    if writer is not None:
        news.withdraw_article(
            article_id=article_id, reason_id=reason["id"], reason_en=reason["en"], by=writer,
            now=now,
        )  # fmt: skip
