"""The text of an article as it is kept in each version, and what is missing in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY = 150, 400, 50_000
SHORTEST_BODY = 40


@dataclass(frozen=True)
class Content:
    """Everything an editor writes of an article."""

    category: str
    title_id: str = ""
    title_en: str = ""
    summary_id: str = ""
    summary_en: str = ""
    body_id: str = ""
    body_en: str = ""
    authors: str = ""
    places: tuple[str, ...] = ()
    takes_comments: bool = True

    def as_kept(self) -> dict[str, Any]:
        """Return it as a version keeps it."""
        return {**asdict(self), "places": list(self.places)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Content":
        """Return what a version keeps."""
        known = {field.name for field in fields(cls)}
        facts = {key: value for key, value in kept.items() if key in known}
        return cls(**{**facts, "places": tuple(facts.get("places", ()))})


def list_missing(content: Content) -> list[str]:
    """Return the fields without which nobody may see it: at least one language must be whole."""
    begun = [code for code in ("id", "en") if _is_begun(content, code)] or ["id"]
    return [
        f"{part}_{code}"
        for code in begun
        for part in ("title", "summary", "body")
        if len(getattr(content, f"{part}_{code}").strip())
        < (SHORTEST_BODY if part == "body" else 1)
    ]


def _is_begun(content: Content, code: str) -> bool:
    return any(getattr(content, f"{part}_{code}").strip() for part in ("title", "summary", "body"))
