"""What the front page shows, gathered from the rooms."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FrontPage:
    """Popular services, categories of the catalogue and how the promises were kept."""

    popular: list[Any] = field(default_factory=list)
    categories: list[Any] = field(default_factory=list)
    figures: list[Any] = field(default_factory=list)


def get_front_page() -> FrontPage:
    """Gather the front page."""
    return FrontPage()
