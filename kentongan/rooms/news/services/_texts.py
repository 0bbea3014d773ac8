"""Keeping a text: its HTML, the words it is found by, and a version of it."""

from datetime import datetime

from django.db import connection

from kentongan.foundation.actors import Acting
from kentongan.rooms.news.models import Article, ArticleVersion
from kentongan.rooms.news.queries.texts import read_content
from kentongan.rooms.news.rules.content import Content
from kentongan.rooms.news.rules.markdown import make_html

INDEX = """
UPDATE news_article SET
  words_id = setweight(to_tsvector('indonesian', title_id), 'A')
    || setweight(to_tsvector('indonesian', summary_id), 'B')
    || setweight(to_tsvector('indonesian', body_id), 'D'),
  words_en = setweight(to_tsvector('english', title_en), 'A')
    || setweight(to_tsvector('english', summary_en), 'B')
    || setweight(to_tsvector('english', body_en), 'D')
WHERE id = %s
"""
STEMS = """
UPDATE news_article a SET stems = coalesce((
  SELECT array_agg(DISTINCT stem) FROM (
    SELECT 'id:' || lexeme AS stem FROM unnest(a.words_id) WHERE weights && '{A,B}'
      AND length(lexeme) BETWEEN 3 AND 50 AND lexeme !~ '^[0-9]+$'
    UNION ALL
    SELECT 'en:' || lexeme FROM unnest(a.words_en) WHERE weights && '{A,B}'
      AND length(lexeme) BETWEEN 3 AND 50 AND lexeme !~ '^[0-9]+$'
  ) AS found), '{}')
WHERE id = %s
"""


def write_content(article: Article, content: Content, *, by: Acting, now: datetime) -> None:
    """Put a text on an article, in the caller's transaction; the caller saves the row."""
    kept = content.as_kept()
    article.category_id = kept.pop("category")
    for name, value in kept.items():
        setattr(article, name, value)
    article.html_id = make_html(content.body_id).html
    article.html_en = make_html(content.body_en).html
    article.changed_at = now
    article.changed_by_id = getattr(by, "user_id", None)


def keep_version(article: Article, *, by: Acting, now: datetime) -> None:
    """Keep the text that stands on an article now, under its version."""
    ArticleVersion.objects.create(
        article=article, number=article.version, content=read_content(article).as_kept(),
        made_by_id=getattr(by, "user_id", None), made_at=now,
    )  # fmt: skip


def index_words(article: Article) -> None:
    """Make the words by which an article is found and compared."""
    with connection.cursor() as cursor:
        cursor.execute(INDEX, [article.pk])
        cursor.execute(STEMS, [article.pk])
