"""The people of the demo, from the regency's demo.toml; nobody outside the demo."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to be in the demo, with the password that the login page shows."""

    name: str
    email: str
    password: str
    about_id: str
    about_en: str
    has_code: bool

    @property
    def about(self) -> str:
        """Who they are, in the language of the reader."""
        english = (get_language() or "").startswith("en")
        return self.about_en if english and self.about_en else self.about_id


def list_demo_people() -> list[DemoPerson]:
    """Return whom one can be in the demo; outside the demo nobody, whatever the file says."""
    if not settings.DEMO:
        return []
    return [_read(entry, facts) for facts in [read_demo()] for entry in facts.get("people", [])]


def find_demo_person(email: str) -> DemoPerson | None:
    """Return the person of the demo with this e-mail address; outside the demo nobody."""
    return next((person for person in list_demo_people() if person.email == email), None)


def read_demo(folder: Path | None = None) -> dict[str, Any]:
    """Return the content of demo.toml; empty when the regency has none."""
    return _read_file((folder or settings.REGENCY_FOLDER) / "demo.toml")


@cache
def _read_file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text()) if path.exists() else {}


def _read(entry: dict[str, Any], facts: dict[str, Any]) -> DemoPerson:
    about = entry.get("about", {})
    return DemoPerson(
        name=entry["name"],
        email=entry["email"],
        password=entry.get("password", facts.get("password", "")),
        about_id=about.get("id", ""),
        about_en=about.get("en", ""),
        has_code="totp_secret" in entry,
    )
