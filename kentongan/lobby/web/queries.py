"""What the front page shows, gathered from the rooms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.cache import cache
from django.db import connection
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.lobby.scoreboard.asked import Asked
from kentongan.rooms.cases import api as cases
from kentongan.rooms.news import api as news
from kentongan.rooms.notices import api as notices
from kentongan.rooms.permits import api as permits
from kentongan.rooms.places import api as places
from kentongan.rooms.rounds import api as rounds
from kentongan.rooms.services import api as services

MOST_OFFICES = 5
MOST_SERVICES = 10
MOST_NEWS, MOST_NOTICES, MOST_VISITS = 4, 2, 4
FEWEST = 20  # below this a share says nothing
KEPT_SECONDS = 30  # of what a front page gathers, in the memory of the process
Thing = TypeVar("Thing")


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
    notices: Sequence[object] = ()
    news: Sequence[object] = ()
    visits: Sequence[rounds.Coming] = ()
    district: str = ""  # code of the district that was chosen
    districts: Sequence[object] = ()


def get_front_page(*, district: str = "", now: datetime) -> FrontPage:
    """Gather the front page, with the visits of a district when one is known by this code."""
    districts = places.list_offices(kind="district")
    chosen = district if district in {office.region_id for office in districts} else ""
    codes = [chosen] if chosen else []
    return FrontPage(
        figures=_list_figures(now=now),
        popular=_keep("popular", lambda: services.list_popular(now=now)),
        categories=_keep("categories", services.list_categories),
        notices=notices.list_newest(now=now, limit=MOST_NOTICES),
        news=_keep("news", lambda: news.list_newest(limit=MOST_NEWS)),
        visits=_keep(
            f"visits:{chosen}", lambda: rounds.list_week(codes, now=now, most=MOST_VISITS)
        ),
        district=chosen,
        districts=districts,
    )


def _keep(name: str, gather: Callable[[], Thing]) -> Thing:
    """Return what was gathered in the last half minute, in this language, or gather it now."""
    if connection.in_atomic_block:  # what is not committed is nobody else's
        return gather()
    key = f"front:{name}:{get_language()}"
    kept: Thing | None = cache.get(key)
    if kept is None:
        kept = gather()
        cache.set(key, kept, KEPT_SECONDS)
    return kept


@dataclass(frozen=True)
class Found:
    """What one question brought up."""

    code: str  # a case code that was typed, as we write it
    services: Sequence[object]
    offices: Sequence[object]
    permit: str = ""  # the kind of permit somebody means who types IMB, PBG or SLF
    articles: Sequence[object] = ()
    notices: Sequence[object] = ()
    visits: Sequence[rounds.Found] = ()

    @property
    def count(self) -> int:
        lists = (self.services, self.offices, self.articles, self.notices, self.visits)
        return bool(self.code) + bool(self.permit) + sum(map(len, lists))


def search_everything(text: str, *, now: datetime) -> Found:
    """Look in every room for words; a typed case code is recognised, never looked up."""
    code = _read_code(text)
    if not text or code:
        return Found(code, services=(), offices=())
    return Found(
        code="",
        services=services.search_services(text, limit=MOST_SERVICES),
        offices=places.search_offices(text, limit=MOST_OFFICES),
        permit=permits.find_kind(text) or "",
        articles=news.search_news(text, limit=MOST_NEWS),
        notices=notices.search_notices(text, now=now, limit=MOST_OFFICES),
        visits=rounds.search(text, most=MOST_OFFICES),
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
