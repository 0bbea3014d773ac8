"""What the front page shows, gathered from the rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kentongan.lobby.scoreboard.asked import Asked
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits import api as permits
from kentongan.rooms.places import api as places
from kentongan.rooms.services import api as services

MOST_OFFICES = 5
MOST_SERVICES = 10
FEWEST = 20  # below this a share says nothing


@dataclass(frozen=True)
class Figure:
    """A number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class FrontPage:
    """How promises were kept lately (empty while too little happened), what is often asked."""

    figures: list[Figure]
    popular: Sequence[object] = ()
    categories: Sequence[object] = ()


def get_front_page(*, now: datetime) -> FrontPage:
    """Gather the front page."""
    return FrontPage(
        figures=_list_figures(now=now),
        popular=services.list_popular(now=now),
        categories=services.list_categories(),
    )


@dataclass(frozen=True)
class Found:
    """What one question brought up."""

    code: str  # a case code that was typed, as we write it
    services: Sequence[object]
    offices: Sequence[object]
    permit: str = ""  # the kind of permit somebody means who types IMB, PBG or SLF

    @property
    def count(self) -> int:
        return bool(self.code) + bool(self.permit) + len(self.services) + len(self.offices)


def search_everything(text: str) -> Found:
    """Look for services and offices; a typed case code is recognised, never looked up."""
    code = _read_code(text)
    if not text or code:
        return Found(code, services=(), offices=())
    return Found(
        code="",
        services=services.search_services(text, limit=MOST_SERVICES),
        offices=places.search_offices(text, limit=MOST_OFFICES),
        permit=permits.find_kind(text) or "",
    )


def _read_code(text: str) -> str:
    try:
        return cases.normalise_code(text)
    except cases.NoSuchCase:
        return ""


def _list_figures(*, now: datetime) -> list[Figure]:
    """Return the board's own figures of cases, over the same days."""
    since, until = Asked().get_span(now.date())
    totals = cases.get_totals(since=since, until=until, now=now)
    if totals.on_time_percent is None or totals.closed < FEWEST:
        return []
    return [
        Figure(f"{number_format(totals.on_time_percent, 1)}%", _("finished on time")),
        Figure(number_format(totals.closed), _("cases finished")),
        Figure(number_format(totals.open), _("under way")),
    ]
