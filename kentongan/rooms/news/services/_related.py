"""Which articles belong together: those that share rare stems, a topic, a place."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

KEPT = 5
NEIGHBOURS = 12
NEAREST = """
WITH mine AS (
  SELECT id, stems, places, category_id FROM news_article WHERE id = %(id)s
), known AS (
  SELECT stem, count(*) AS articles FROM news_article a, unnest(a.stems) AS stem
  WHERE a.state = 'published' AND stem = ANY (SELECT unnest(stems) FROM mine) GROUP BY stem
), near AS (
  SELECT o.id, o.published_at, sum(1.0 / (1 + known.articles)) AS score, o.places, o.category_id
  FROM news_article o JOIN mine ON o.id <> mine.id AND o.stems && mine.stems
  CROSS JOIN LATERAL unnest(o.stems) AS s(stem) JOIN known ON known.stem = s.stem
  WHERE o.state = 'published' GROUP BY o.id
)
SELECT near.id FROM near, mine
ORDER BY near.score * (1 + 0.5 * (near.places && mine.places)::int
  + 0.25 * (near.category_id = mine.category_id)::int) DESC, near.published_at DESC, near.id
LIMIT %(most)s
"""
KEEP = "UPDATE news_article SET related = %s WHERE id = %s"
BESIDE = "SELECT id FROM news_article WHERE %s = ANY (related)"


def relate(article_id: UUID) -> None:
    """Find anew what belongs to an article, and to those it stands beside."""
    nearest = _find_nearest(article_id, most=NEIGHBOURS)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [nearest[:KEPT], article_id])
        cursor.execute(BESIDE, [article_id])
        beside = {row[0] for row in cursor.fetchall()}
    _relate_each({*nearest, *beside})


def _relate_each(articles: Iterable[UUID]) -> None:
    for other in sorted(articles):
        nearest = _find_nearest(other, most=KEPT)
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [nearest, other])


def _find_nearest(article_id: UUID, *, most: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"id": article_id, "most": most})
        return [row[0] for row in cursor.fetchall()]
