"""The part of an address that says what an article is about."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 80
SHORTEST = 3


def make_slug(title: str, *, taken: Collection[str] = ()) -> str:
    """Return a title as part of an address; a number follows where another article has it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rsplit("-", 1)[0]
    if len(slug) < SHORTEST or not re.search(r"[a-z]", slug):
        slug = f"kabar-{slug}".strip("-")
    number, unique = 2, slug
    while unique in taken:
        unique = f"{slug}-{number}"
        number += 1
    return unique
