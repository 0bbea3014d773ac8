"""
Articles read by SQL that is composed once: the page that is asked most often.

The ORM spends more than a millisecond on composing a question with thirty columns; without that
a page that nobody has kept yet costs half.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection

from kentongan.rooms.news.models import Article, Category

UNREAD = {"body_id", "body_en", "words_id", "words_en", "stems"}
SAID = """(SELECT json_agg(json_build_object('at', s.at, 'id', s.words_id, 'en', s.words_en)
  ORDER BY s.at DESC)
  FROM news_correction s WHERE s.article_id = a.id AND s.at IS NOT NULL)::text"""
Converting = tuple[int, Callable[[Any, Any, Any], Any]]


def read_by_slug(slug: str) -> tuple[Article, str | None] | None:
    """Return an article with its topic, and its corrections as JSON; None when there is none."""
    names, columns, converting = _list_columns()
    topic = [field.attname for field in Category._meta.concrete_fields]  # noqa: SLF001
    of_topic = ", ".join(f"c.{name}" for name in topic)
    question = f"""SELECT {columns}, {of_topic}, {SAID} FROM news_article a
        JOIN news_category c ON c.slug = a.category_id WHERE a.slug = %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(question, [slug])
        row = cursor.fetchone()
    if row is None:
        return None
    article = _make(row[: len(names)], names, converting)
    article.category = Category.from_db(connection.alias, topic, row[len(names) : -1])
    return article, row[-1]


def read_published(ids: Sequence[object]) -> list[Article]:
    """Return published articles with these keys, in no order."""
    names, columns, converting = _list_columns()
    question = f"""SELECT {columns} FROM news_article a
        WHERE a.id = ANY(%s) AND a.state = 'published'"""  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(question, [list(ids)])
        return [_make(row, names, converting) for row in cursor.fetchall()]


@cache
def _list_columns() -> tuple[list[str], str, list[Converting]]:
    fields = [f for f in Article._meta.concrete_fields if f.attname not in UNREAD]  # noqa: SLF001
    converting = [
        (at, field.from_db_value)
        for at, field in enumerate(fields)
        if hasattr(field, "from_db_value")
    ]
    return [f.attname for f in fields], ", ".join(f"a.{f.column}" for f in fields), converting


def _make(row: Sequence[Any], names: list[str], converting: list[Converting]) -> Article:
    values = list(row)
    for at, convert in converting:
        values[at] = convert(values[at], None, connection)
    return Article.from_db(connection.alias, names, values)
