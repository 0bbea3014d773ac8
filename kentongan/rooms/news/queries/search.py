"""Finding articles: stems of both languages, then titles with letters alike."""

from django.db import connection

from kentongan.rooms.news.models import Article
from kentongan.rooms.news.queries.page import list_related

LONGEST = 200
ALIKE = 0.25
FIND = """
WITH asked AS (
  SELECT websearch_to_tsquery('indonesian', %(text)s) AS ind,
         websearch_to_tsquery('english', %(text)s) AS eng
)
SELECT id FROM news_article, asked
WHERE state = 'published' AND (words_id @@ ind OR words_en @@ eng)
ORDER BY greatest(ts_rank(words_id, ind), ts_rank(words_en, eng)) DESC, published_at DESC, id
LIMIT %(limit)s
"""
RESEMBLE = """
SELECT id FROM news_article
WHERE state = 'published' AND (%(text)s <%% title_id OR %(text)s <%% title_en)
ORDER BY greatest(word_similarity(%(text)s, title_id), word_similarity(%(text)s, title_en)) DESC,
         published_at DESC, id
LIMIT %(limit)s
"""


def search_news(text: str, *, limit: int = 20) -> list[Article]:
    """Return published articles for what was typed, best first; mistyped words are found too."""
    words = " ".join(text.replace("\0", "").split())[:LONGEST]
    if not words:
        return []
    with connection.cursor() as cursor:
        for question in (FIND, RESEMBLE):
            cursor.execute(question, {"text": words, "limit": limit})
            found = [row[0] for row in cursor.fetchall()]
            if found:
                return list_related(found)
    return []
