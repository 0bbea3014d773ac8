"""Where pages stand, for letters and feeds."""

from django.conf import settings
from django.urls import reverse

from kentongan.rooms.news.models import Article


def make_address(path: str, language: str) -> str:
    """Return the whole address of a page in a language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.PUBLIC_URL}{prefix}{path}"


def get_path(article: Article) -> str:
    """Return where an article stands, in the language that is active."""
    return reverse("news:show_article", args=[article.year, article.slug])
