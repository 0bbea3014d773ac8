"""
What every page knows: the regency, its languages, the way around, what is in force now.

Asks no database but for the notices in force, and those once in some seconds per process.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise as Lazy
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.audience import Audience
from kentongan.lobby.design.languages import without_language
from kentongan.rooms.notices import api as notices

Entries = tuple[tuple[str, Lazy], ...]
# In the order people look for them; a room that is not there yet has no link.
NAV: Entries = (
    ("services:list_services", _("Services")),
    ("reports:report_problem", _("Report")),
    ("reports:show_map", _("Map")),
    ("cases:track", _("Track")),
    ("rounds:list_rounds", _("Mobile services")),
    ("news:list_news", _("News")),
    ("scoreboard:show_scoreboard", _("Performance")),
)
COAST = "regency/coast.geojson"
FOOT: Entries = (
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

    @cached_property
    def section(self) -> str:
        """Address of the way around that the page lies under; empty for none."""
        return next((link.url for link in self.nav if link.is_here), "")

    def _links(self, entries: Entries) -> list[Link]:
        here = without_language(self._request.path)
        return [
            Link(label=label, url=url, is_here=here.startswith(section))
            for label, url, section in _list_addresses(entries, get_urlconf(), get_language())
        ]


@cache
def _list_addresses(
    entries: Entries, urlconf: object, language: str | None
) -> list[tuple[Lazy, str, str]]:
    """Return label, address and address without language of the rooms that are there."""
    del urlconf, language  # what the addresses depend on
    found = []
    for name, label in entries:
        with suppress(NoReverseMatch):
            url = reverse(name)
            found.append((label, url, without_language(url)))
    return found


def house(request: HttpRequest) -> dict[str, House]:
    """Put `house` into every template."""
    return {"house": House(request)}
