"""Addresses of the same page in another language: no prefix for the first, `/en/` for English."""

from django.conf import settings


def in_language(path: str, code: str) -> str:
    """Give `path` (with its query) as it is called in language `code`."""
    bare = without_language(path)
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def without_language(path: str) -> str:
    """Give `path` as it is called in the first language."""
    for code, _name in settings.LANGUAGES:
        prefix = f"/{code}"
        if path == prefix or path.startswith((f"{prefix}/", f"{prefix}?")):
            rest = path.removeprefix(prefix)
            return rest if rest.startswith("/") else f"/{rest}"
    return path
