"""Whole addresses, for letters and feeds."""

from django.conf import settings
from django.utils.timezone import get_default_timezone
from django.utils.translation import get_language

from kentongan.rooms.news.models import Article
from kentongan.rooms.news.rules.commenting import get_year


def make_address(path: str, language: str) -> str:
    """Return the whole address of a page in a language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.PUBLIC_URL}{prefix}{path}"


def get_path(article: Article) -> str:
    """Return where an article stands, in the language that is active."""
    at = article.published_at or article.made_at
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}/kabar/{get_year(at, get_default_timezone())}/{article.slug}/"
