"""How an article is described to machines: schema.org in JSON-LD, and a card for sharing."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from kentongan.rooms.news.queries.page import ArticlePage

# As django.utils.html.json_script does it: nothing in it can end the element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def describe_article(page: ArticlePage) -> dict[str, Any]:
    """Return what stands in the head of an article's page."""
    article = page.article
    url = _absolute(reverse("news:show_article", args=[article.year, article.slug]))
    picture = _absolute(page.lead.src) if page.lead else ""
    return {"url": url, "picture": picture, "data": _make_data(page, url=url, picture=picture)}


def _make_data(page: ArticlePage, *, url: str, picture: str) -> SafeString:
    article = page.article
    publisher = {
        "@type": "GovernmentOrganization",
        "name": str(settings.REGENCY_FACTS["formal_name"]),
        "url": _absolute("/"),
    }
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": article.language,
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": localtime(article.published_at).isoformat(timespec="seconds"),
        "dateModified": localtime(article.corrected_at or article.published_at).isoformat(
            timespec="seconds"
        ),
        "articleSection": article.category.name,
        "author": {"@type": "Person", "name": article.authors} if article.authors else publisher,
        "publisher": publisher,
        **({"image": [picture]} if picture else {}),
        **({"contentLocation": page.places} if page.places else {}),
        **({"correction": [each.words for each in page.corrections]} if page.corrections else {}),
    }
    text = json.dumps(facts, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def _absolute(path: str) -> str:
    return f"{str(settings.PUBLIC_URL).rstrip('/')}{path}"
