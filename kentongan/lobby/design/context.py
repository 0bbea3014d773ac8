"""
What every page knows: the regency, its languages, the way around, what is in force now.

Asks no database but for the notices in force, and those once in some seconds per process.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.audience import Audience
from kentongan.lobby.design.languages import without_language
from kentongan.rooms.notices import api as notices

# In the order people look for them; a room that is not there yet has no link.
NAV: tuple[tuple[str, Lazy], ...] = (
    ("services:list_services", _("Services")),
    ("reports:report_problem", _("Report")),
    ("reports:show_map", _("Map")),
    ("cases:track", _("Track")),
    ("rounds:list_rounds", _("Mobile services")),
    ("news:list_news", _("News")),
    ("scoreboard:show_scoreboard", _("Performance")),
)
COAST = "regency/coast.geojson"
FOOT: tuple[tuple[str, Lazy], ...] = (
    ("notices:list_notices", _("Notices")),
    ("web:show_accessibility", _("Accessibility")),
    ("web:show_privacy", _("Privacy")),
    ("audit:list_days", _("Audit chain")),
)


@dataclass(frozen=True)
class Link:
    """A place to go, said in the reader's language."""

    label: Lazy
    url: str
    is_here: bool = False


@dataclass(frozen=True)
class Ground:
    """The ground of a map: coast line, tile server and what is shown first, for basemap.js."""

    @property
    def coast_url(self) -> str:
        """Address of the regency's coast line; empty where its folder ships none."""
        return static(COAST) if _has_coast() else ""

    @property
    def tile_url(self) -> str:
        """Address of the tile server; usually empty."""
        return str(settings.TILE_URL)

    @property
    def tile_credit(self) -> str:
        """Who drew the tiles."""
        return str(settings.TILE_CREDIT)

    @property
    def box(self) -> str:
        """West, south, east and north in degrees, for a script."""
        box: Any = settings.MAP_BOX
        return ",".join(str(float(side)) for side in box)


@cache
def _has_coast() -> bool:
    return finders.find(COAST) is not None


class House:
    """Lazily answers what a template asks, so an error page costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def name(self) -> str:
        """Formal name of the regency."""
        return str(settings.REGENCY_FACTS["formal_name"])

    @property
    def short_name(self) -> str:
        """Name of the regency without its kind."""
        return str(settings.REGENCY_FACTS["name"])

    @property
    def demo(self) -> bool:
        """Whether people and cases are invented."""
        return bool(settings.DEMO)

    @property
    def live_url(self) -> str:
        """Where the stream of changes is listened to."""
        return f"{settings.LIVE_URL}/events"

    @property
    def public_url(self) -> str:
        """How the house is called from outside."""
        return str(settings.PUBLIC_URL)

    @property
    def source_url(self) -> str:
        """Where the source code lies; empty when not said."""
        return str(settings.SOURCE_URL)

    @property
    def map(self) -> "Ground":
        """What lies under every map."""
        return Ground()

    @property
    def path(self) -> str:
        """Address of the page with its query."""
        return self._request.get_full_path()

    @property
    def language_codes(self) -> list[str]:
        """Languages, first one first."""
        return [code for code, _name in settings.LANGUAGES]

    @cached_property
    def banner(self) -> notices.Banner:
        """What is in force at this moment."""
        return notices.get_banner(now=localtime())

    @cached_property
    def nav(self) -> list[Link]:
        """The way around: links of rooms that are there."""
        return self._links(NAV)

    @cached_property
    def foot(self) -> list[Link]:
        """What stands below every page."""
        return self._links(FOOT)

    @cached_property
    def actor(self) -> object:
        """Who acts, or None for a visitor."""
        return getattr(self._request, "actor", None)

    @property
    def has_desk(self) -> bool:
        """Whether who acts holds a role at an office today."""
        return Audience.OFFICER in getattr(self.actor, "audiences", ())

    @property
    def knows_person(self) -> bool:
        """Whether somebody is logged in."""
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    def _links(self, entries: tuple[tuple[str, Lazy], ...]) -> list[Link]:
        here = without_language(self._request.path)
        found = []
        for name, label in entries:
            try:
                url = reverse(name)
            except NoReverseMatch:
                continue
            is_here = here.startswith(without_language(url))
            found.append(Link(label=label, url=url, is_here=is_here))
        return found


def house(request: HttpRequest) -> dict[str, House]:
    """Put `house` into every template."""
    return {"house": House(request)}
