"""Lists of published articles: newest, of a topic, of a month; paged by key."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.timezone import make_aware

from kentongan.rooms.news.errors import NoSuchArticle, NoSuchCategory
from kentongan.rooms.news.models import Article, Category
from kentongan.rooms.news.queries.page import OF_A_CARD

A_PAGE = 12
DECEMBER = 12
MONTHS = """
SELECT extract(year FROM local)::int, extract(month FROM local)::int, count(*)
FROM (SELECT published_at AT TIME ZONE %s AS local FROM news_article WHERE state = 'published') a
GROUP BY 1, 2 ORDER BY 1 DESC, 2 DESC LIMIT 24
"""


@dataclass(frozen=True)
class Listed:
    """A page of a list, and the key of the next one."""

    articles: list[Article]
    next_key: str = ""


@dataclass(frozen=True)
class Month:
    """A month in which something was published."""

    first: datetime
    count: int


def list_published(
    *, category: str = "", month: tuple[int, int] | None = None, after: str = "",
    limit: int = A_PAGE,
) -> Listed:  # fmt: skip
    """Return published articles, newest first, those that follow `after` (a key of a page)."""
    rows = Article.objects.published().select_related("category").only(*OF_A_CARD, "category")
    if category:
        rows = rows.filter(category=category)
    if month:
        rows = rows.filter(published_at__gte=_begin(*month), published_at__lt=_begin(*_next(month)))
    if after:
        rows = rows.filter(_follows(after))
    found = list(rows.in_order()[: limit + 1])
    return Listed(found[:limit], found[limit - 1].pk.hex if len(found) > limit else "")


def list_newest(*, limit: int = 5, place: str = "") -> list[Article]:
    """Return the newest articles; those of a place and of the whole regency when one is given."""
    rows = Article.objects.published().select_related("category").only(*OF_A_CARD, "category")
    if place:
        rows = rows.filter(Q(places__contains=[place]) | Q(places=[]))
    return list(rows.in_order()[:limit])


def list_categories() -> list[Category]:
    """Return today's topics in the order of the regency."""
    return list(Category.objects.filter(is_active=True))


def get_category(slug: str) -> Category:
    """Return a topic of today. Raises NoSuchCategory."""
    found = Category.objects.filter(slug=slug, is_active=True).first()
    if found is None:
        raise NoSuchCategory
    return found


def list_months() -> list[Month]:
    """Return the last 24 months with something published, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, [settings.TIME_ZONE])
        return [Month(_begin(year, month), count) for year, month, count in cursor.fetchall()]


def make_month(year: int, month: int) -> datetime:
    """Return the first moment of a month here."""
    return _begin(year, month)


def list_addresses() -> list[tuple[str, datetime, datetime]]:
    """Return slug, day of publication and last change of every published article, for a sitemap."""
    rows = Article.objects.published().in_order().values_list("slug", "published_at", "changed_at")
    return [(slug, at, changed) for slug, at, changed in rows if at is not None]


def _follows(key: str) -> Q:
    try:
        anchor = Article.objects.filter(pk=UUID(key)).values_list("published_at", "pk").first()
    except ValueError as error:
        raise NoSuchArticle from error
    if anchor is None or anchor[0] is None:
        raise NoSuchArticle
    at, article_id = anchor
    return Q(published_at__lt=at) | Q(published_at=at, pk__lt=article_id)


def _begin(year: int, month: int) -> datetime:
    return make_aware(datetime(year, month, 1))  # noqa: DTZ001 - made aware at once


def _next(month: tuple[int, int]) -> tuple[int, int]:
    year, number = month
    return (year + 1, 1) if number == DECEMBER else (year, number + 1)
