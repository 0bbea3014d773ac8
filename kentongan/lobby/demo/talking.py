"""What readers of the demo say below articles: some waits, some is shown, one is complained of."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from kentongan.foundation.errors import Refusal
from kentongan.rooms.news import api as news
from kentongan.rooms.people import api as people

FILE = "demo_comments.toml"
MOST_ARTICLES = 30


def plan_talk(story: Any, *, until: datetime) -> None:
    """Plan every comment of demo_comments.toml; nothing where the regency has none."""
    file = settings.REGENCY_FOLDER / FILE
    if not file.exists():
        return
    for number, row in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["comments"]):
        written: dict[str, UUID] = {}
        for order, one in enumerate([row, *row.get("replies", [])]):
            told = {
                **one,
                "article": row["article"],
                "email": f"pembaca{number}-{order}@warga.example",
            }
            story.at(
                until - timedelta(hours=one["hours"]),
                lambda now, told=told, written=written: _say(told, written, now=now),
            )


def _say(told: Mapping[str, Any], written: dict[str, UUID], *, now: datetime) -> None:
    article = next(
        (a for a in news.list_newest(limit=MOST_ARTICLES) if told["article"] in a.slug), None
    )
    if article is None:
        return
    by = _find(told["editor"], now) if "editor" in told else people.VISITOR
    typed = news.Typed(name=told["name"], email=told["email"], words=told["words"], seconds=60.0)
    try:
        comment = news.write_comment(
            article_id=article.pk, typed=typed, parent_id=written.get("first"), by=by, now=now
        )
    except Refusal:  # the article is no longer open, or what it answers is not shown
        return
    _decide(told, comment.pk, now=now)
    written.setdefault("first", comment.pk)


def _decide(told: Mapping[str, Any], comment_id: UUID, *, now: datetime) -> None:
    nadia = _find("Nadia", now)
    if told.get("decided") == "shown":
        news.accept_comment(comment_id=comment_id, by=nadia, now=now)
    if told.get("decided") == "refused":
        news.refuse_comment(comment_id=comment_id, reason=told["reason"], by=nadia, now=now)
    if "complaint" in told:
        news.complain(
            comment_id=comment_id, kind=news.ComplaintKind(told["complaint"]),
            words=told["complaint_words"], by=people.VISITOR, now=now,
        )  # fmt: skip


def _find(name: str, now: datetime) -> people.Actor:
    user_id = people.find_user_id(f"{name.lower()}@demo.example")
    return people.get_actor(user_id, now=now) if user_id else people.VISITOR
