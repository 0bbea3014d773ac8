"""Audit lines of articles, and what can be kept at all."""

from dataclasses import replace
from datetime import datetime

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.news.errors import NeedsRemark, NoSuchCategory, WrongArticle
from kentongan.rooms.news.models import Article, Category
from kentongan.rooms.news.rules.content import Content
from kentongan.rooms.places import api as places

SHORTEST_REMARK = 10


def record(article: Article, action: str, *, by: Acting, now: datetime, **detail: object) -> None:
    """Write the audit line of a change of an article: never its words."""
    audit.record(
        by=by, action=action, subject=f"news:{article.pk}", now=now,
        detail={"version": article.version, **detail}, topics=("news",),
    )  # fmt: skip


def check_content(content: Content) -> Content:
    """Return the text as it can be kept. Raises WrongArticle with what to change."""
    if not Category.objects.filter(slug=content.category, is_active=True).exists():
        raise WrongArticle(fields={"category": NoSuchCategory.message})
    known = tuple(dict.fromkeys(code for code in content.places if places.has_region(code)))
    return replace(content, places=known)


def check_remark(text: str, *, field: str) -> str:
    """Return a remark that says something. Raises NeedsRemark on its field."""
    words = text.strip()
    if len(words) < SHORTEST_REMARK:
        refusal = NeedsRemark(minimum=SHORTEST_REMARK)
        refusal.fields = {field: str(refusal)}
        raise refusal
    return words
