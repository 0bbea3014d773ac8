"""Texts as editors look at them: as they will stand on the page, old ones, and what changes."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kentongan.rooms.news.models import Article, ArticleVersion, Correction
from kentongan.rooms.news.queries.pictures import ShownPicture, make_shown
from kentongan.rooms.news.rules.changes import Change, list_changes
from kentongan.rooms.news.rules.content import Content
from kentongan.rooms.news.rules.markdown import make_html


@dataclass(frozen=True)
class Text:
    """A text in one language; `html` is harmless, `pictures` go into its places."""

    language: str
    title: str
    summary: str
    html: str
    pictures: dict[int, ShownPicture]
    foreign: tuple[str, ...] = ()


def read_content(article: Article) -> Content:
    """Return the text that stands on an article."""
    return Content(
        category=article.category_id, title_id=article.title_id, title_en=article.title_en,
        summary_id=article.summary_id, summary_en=article.summary_en, body_id=article.body_id,
        body_en=article.body_en, authors=article.authors, places=tuple(article.places),
        takes_comments=article.takes_comments,
    )  # fmt: skip


def make_text(article: Article) -> list[Text]:
    """Return the texts of an article in the languages it has."""
    return _make(read_content(article), article)


def show_version(version: ArticleVersion) -> list[Text]:
    """Return an old text in its languages."""
    return _make(Content.read(version.content), version.article)


def preview(body: str, *, article_id: str) -> Text:
    """Return a body as it will look, with the pictures of its article."""
    article = None
    with suppress(ValueError):
        article = Article.objects.only("picture_facts").filter(pk=UUID(article_id)).first()
    made = make_html(body)
    return Text("", "", "", made.html, _list_pictures(article), made.foreign)


def compare(article: Article, correction: Correction | None) -> list[Change]:
    """Return what a proposed correction changes; nothing without one."""
    if correction is None:
        return []
    return list_changes(read_content(article), Content.read(correction.content))


def _make(content: Content, article: Article) -> list[Text]:
    pictures = _list_pictures(article)
    texts = []
    for code in ("id", "en"):
        parts: dict[str, Any] = {
            part: getattr(content, f"{part}_{code}") for part in ("title", "summary", "body")
        }
        if any(parts.values()):
            made = make_html(parts["body"])
            texts.append(
                Text(code, parts["title"], parts["summary"], made.html, pictures, made.foreign)
            )
    return texts


def _list_pictures(article: Article | None) -> dict[int, ShownPicture]:
    rows = article.picture_facts if article else []
    return {facts["number"]: make_shown(facts) for facts in rows}
