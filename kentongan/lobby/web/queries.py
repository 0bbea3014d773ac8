"""What the front page shows, gathered from the rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from kentongan.rooms.services import api as services

MOST_OFFICES = 5
MOST_SERVICES = 10
SHOWN_DAYS = 30
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

    @property
    def count(self) -> int:
        return bool(self.code) + len(self.services) + len(self.offices)


def search_everything(text: str) -> Found:
    """Look for services and offices; a typed case code is recognised, never looked up."""
    code = _read_code(text)
    if not text or code:
        return Found(code, services=(), offices=())
    return Found(
        code="",
        services=services.search_services(text, limit=MOST_SERVICES),
        offices=places.search_offices(text, limit=MOST_OFFICES),
    )


def _read_code(text: str) -> str:
    try:
        return cases.normalise_code(text)
    except cases.NoSuchCase:
        return ""


def _list_figures(*, now: datetime) -> list[Figure]:
    scores = cases.list_office_scores(since=now - timedelta(days=SHOWN_DAYS), until=now, now=now)
    ended = sum(score.ended for score in scores)
    if ended < FEWEST:
        return []
    on_time = round(100 * sum(score.on_time for score in scores) / ended)
    under_way = sum(score.open for score in scores)
    return [
        Figure(f"{on_time}%", _("on time")),
        Figure(number_format(ended), _("steps finished")),
        Figure(number_format(under_way), _("under way")),
    ]
