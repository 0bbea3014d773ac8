"""Addresses of the same page in another language: no prefix for the first, `/en/` for English."""

from urllib.parse import parse_qsl, urlencode

from django.conf import settings

NEXT = "next="


def in_language(path: str, code: str) -> str:
    """Give `path` (with its query, and where that leads) as it is called in language `code`."""
    bare = without_language(_turn_next(path, code) if NEXT in path else path)
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def _turn_next(path: str, code: str) -> str:
    """Let the page that waits behind this one (`next`, after the login) be in the language too."""
    before, _question, query = path.partition("?")
    pairs = [
        (name, in_language(value, code) if name == "next" and value.startswith("/") else value)
        for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    return f"{before}?{urlencode(pairs, safe='/')}"


def without_language(path: str) -> str:
    """Give `path` as it is called in the first language."""
    for code, _name in settings.LANGUAGES:
        prefix = f"/{code}"
        if path == prefix or path.startswith((f"{prefix}/", f"{prefix}?")):
            rest = path.removeprefix(prefix)
            return rest if rest.startswith("/") else f"/{rest}"
    return path
