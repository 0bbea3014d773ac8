"""Finding services: Indonesian and English full text, other words, typing errors."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import connection

from kentongan.rooms.services.models import Service
from kentongan.rooms.services.queries.catalogue import list_by_slug
from kentongan.rooms.services.queries.folders import get_vocabulary
from kentongan.rooms.services.rules.search import (
    SHORTEST_PREFIX,
    Term,
    Vocabulary,
    read_question,
)

BEGINNING = 0.5  # share of a word that only begins like the typed one
WEIGHED_AGAIN = 20  # more than asked for are compared with the whole question
ALIKE = 0.34  # words less alike than this are other words
NEAREST = """
SELECT t.n, near.word, near.alike FROM unnest(%(n)s::int[], %(typed)s::text[]) AS t(n, typed)
CROSS JOIN LATERAL (
    SELECT word, 1.0 AS alike FROM service_spelling WHERE word = t.typed
    UNION ALL
    (SELECT word, similarity(word, t.typed) AS alike FROM service_spelling
     WHERE word %% t.typed AND NOT EXISTS (SELECT FROM service_spelling WHERE word = t.typed)
     ORDER BY alike DESC, abs(length(word) - length(t.typed)), word LIMIT 3)
) AS near
"""
FIND = """
WITH asked AS (
    SELECT n, share,
           phraseto_tsquery('indonesian', phrase) || phraseto_tsquery('english', phrase) AS ts
    FROM unnest(%(n)s::int[], %(phrase)s::text[], %(share)s::float[]) AS p(n, phrase, share)
    UNION ALL
    SELECT n, %(beginning)s, to_tsquery('simple', quote_literal(typed) || ':*')
    FROM unnest(%(begun_n)s::int[], %(begun)s::text[]) AS b(n, typed)
), found AS (
    SELECT s.slug, a.n, max(ts_rank('{0.1, 0.3, 0.6, 1.0}', s.words, a.ts) * a.share) AS best
    FROM asked a JOIN service s ON s.words @@ a.ts WHERE s.is_active GROUP BY s.slug, a.n
), first AS (
    SELECT slug, sum(best) * count(*) AS score FROM found GROUP BY slug
    HAVING count(*) * 2 >= least(%(terms)s, 3) ORDER BY score DESC, slug LIMIT %(first)s
)
SELECT slug FROM first JOIN service s USING (slug)
ORDER BY score + greatest(
    similarity(s.name_id, %(question)s), similarity(s.name_en, %(question)s)
) DESC, slug LIMIT %(limit)s
"""


def search_services(text: str, *, limit: int = 20) -> list[Service]:
    """Return services for what was typed, best first; nothing for an empty question."""
    words = get_vocabulary(settings.REGENCY_FOLDER)
    terms = read_question(text.replace("\0", ""), words)
    if not terms:
        return []
    return list_by_slug(_find(_with_corrections(terms, words), limit=limit))


def _with_corrections(terms: Sequence[Term], words: Vocabulary) -> list[Term]:
    """Add the nearest known words to terms that the catalogue does not know."""
    nearest = _find_nearest(terms)
    return [_correct(term, nearest.get(n, []), words) for n, term in enumerate(terms)]


def _find_nearest(terms: Sequence[Term]) -> dict[int, list[tuple[str, float]]]:
    asked = [(n, term.typed) for n, term in enumerate(terms) if len(term.typed) >= SHORTEST_PREFIX]
    if not asked:
        return {}
    numbers, typed = zip(*asked, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"n": list(numbers), "typed": list(typed)})
        rows = cursor.fetchall()
    nearest: dict[int, list[tuple[str, float]]] = {}
    for n, word, alike in rows:
        nearest.setdefault(n, []).append((word, float(alike)))
    return nearest


def _correct(term: Term, nearest: Sequence[tuple[str, float]], words: Vocabulary) -> Term:
    if nearest and nearest[0][1] == 1.0:
        return replace(term, is_known=True)
    if not nearest or len(term.phrases) > 1:
        return term
    phrases = dict(term.phrases)
    for word, alike in nearest:
        if alike < max(ALIKE, nearest[0][1] * 0.8):
            continue
        for meant in read_question(word, words):
            for phrase, share in meant.phrases:
                phrases.setdefault(phrase, share * alike)
    return replace(term, phrases=tuple(phrases.items()))


def _find(terms: Sequence[Term], *, limit: int) -> list[str]:
    rows = [(n, *phrase) for n, term in enumerate(terms) for phrase in term.phrases]
    begun = [(n, term.typed) for n, term in enumerate(terms) if _is_beginning(term)]
    facts: dict[str, Any] = {
        "n": [row[0] for row in rows],
        "phrase": [row[1] for row in rows],
        "share": [row[2] for row in rows],
        "begun_n": [row[0] for row in begun],
        "begun": [row[1] for row in begun],
        "beginning": BEGINNING,
        "terms": len(terms),
        "question": " ".join(term.typed for term in terms),
        "first": limit + WEIGHED_AGAIN,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, facts)
        return [slug for (slug,) in cursor.fetchall()]


def _is_beginning(term: Term) -> bool:
    return not term.is_known and len(term.typed) >= SHORTEST_PREFIX and " " not in term.typed
