"""What the public pages show of notices, in the language of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.foundation import notam
from kentongan.rooms.notices.errors import NoSuchNotice
from kentongan.rooms.notices.models import AffectedFlight, Notice, NoticeMessage
from kentongan.rooms.notices.queries.areas import name_places
from kentongan.rooms.notices.queries.data import TopicData, get_topic
from kentongan.rooms.notices.queries.timing import (
    Standing,
    find_standing,
    list_periods,
    read_notam,
)
from kentongan.rooms.notices.queries.wording import (
    count_flights,
    list_fields,
    make_headline,
    say_period,
    say_utc,
)
from kentongan.rooms.notices.rules.words import TAGS, Severity, Sort, State

PAGE = 20
SOON = 50  # most that are in force or coming on one page
MOST_PERIODS = 10
MOST_ADDRESSES = 5000
STANDING_TAGS = {"in_force": "late", "unsure": "soon", "coming": "soon", "between": "soon"}


@dataclass(frozen=True)
class Row:
    """A notice in a list."""

    notice: Notice
    headline: str
    period: str
    places: str
    topic: TopicData
    standing: Standing
    standing_words: str
    standing_tag: str
    tag: str


@dataclass(frozen=True)
class Board:
    """What is in force, what is coming, and what is over, a page of it."""

    in_force: Sequence[Row]
    coming: Sequence[Row]
    over: Sequence[Row]
    after: str = ""


@dataclass(frozen=True)
class Page:
    """One notice with everything that is known of it."""

    row: Row
    words: str
    instruction: str
    reason: str
    utc: str
    flights: Sequence[AffectedFlight]
    flights_words: str
    periods: Sequence[str]
    fields: Sequence[tuple[str, str]]
    replaces: Notice | None
    replaces_title: str
    replaced_by: Notice | None
    replaced_title: str
    messages: Sequence[NoticeMessage] = field(default_factory=tuple)
    follows_sun: bool = False


def get_board(*, after: str, now: datetime) -> Board:
    """Return the list of notices; `after` is the key of the last row that was seen."""
    rows = Notice.objects.annotate(flight_count=Count("flights"))
    current = [
        make_row(notice, now=now)
        for notice in rows.not_over(now).order_by("starts_at", "pk")[:SOON]
    ]
    shown = rows.shown().exclude(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now), state=State.PUBLISHED
    )
    page = _turn(shown.order_by("-published_at", "-pk"), after)
    over = [make_row(notice, now=now) for notice in page[:PAGE]]
    last = over[-1].notice.pk if len(page) > PAGE else None
    return Board(
        in_force=[] if after else [row for row in current if row.standing.holds],
        coming=[] if after else [row for row in current if not row.standing.holds],
        over=over,
        after=str(last or ""),
    )


def _turn(rows: QuerySet[Any], after: str) -> list[Notice]:
    """Return one row more than a page, after the row with this key."""
    if after:
        try:
            seen = Notice.objects.shown().get(pk=UUID(after))
        except (ValueError, Notice.DoesNotExist) as error:
            raise NoSuchNotice from error
        older = Q(published_at__lt=seen.published_at) | Q(
            published_at=seen.published_at, pk__lt=seen.pk
        )
        rows = rows.filter(older)
    return list(rows[: PAGE + 1])


def list_newest(*, now: datetime, limit: int = 3) -> list[Row]:
    """Return the newest notices that are in force or coming, for the home page."""
    rows = Notice.objects.annotate(flight_count=Count("flights")).not_over(now)
    return [make_row(notice, now=now) for notice in rows.order_by("-published_at", "-pk")[:limit]]


def search_notices(text: str, *, now: datetime, limit: int = 5) -> list[Row]:
    """Return shown notices whose number or words have every word of `text`, newest first."""
    words = text.split()[:8]
    if not words:
        return []
    rows = Notice.objects.annotate(flight_count=Count("flights", distinct=True)).shown()
    for word in words:
        found = Q(number__icontains=word)
        for name in ("title_id", "title_en", "words_id", "words_en"):
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return [make_row(notice, now=now) for notice in rows.order_by("-published_at", "-pk")[:limit]]


def list_addresses() -> list[tuple[int, str, datetime | None]]:
    """Return year and name of every notice that is shown, newest first, and when it was given."""
    rows = Notice.objects.shown().order_by("-published_at", "-pk")[:MOST_ADDRESSES]
    return [(notice.year, notice.slug, notice.published_at) for notice in rows]


def make_row(notice: Notice, *, now: datetime) -> Row:
    """Return a notice as lists show it; counts flights unless they are counted already."""
    count = getattr(notice, "flight_count", None)
    standing = find_standing(notice, now=now)
    return Row(
        notice=notice,
        headline=make_headline(notice, flights=notice.flights.count() if count is None else count),
        period=say_period(notice.starts_at, notice.expected_at or notice.ends_at),
        places=name_places(notice.places),
        topic=get_topic(notice.topic),
        standing=standing,
        standing_words=_say_standing(standing),
        standing_tag=STANDING_TAGS.get(standing.name, "paused"),
        tag=TAGS[Severity(notice.severity)],
    )


def _say_standing(standing: Standing) -> str:
    words = {
        "in_force": _("In force"),
        "between": _("Not at this hour"),
        "coming": _("Coming"),
        "over": _("Over"),
        "cancelled": _("Cancelled"),
        "replaced": _("Replaced"),
        "draft": _("Draft"),
        "unsure": _("The estimated end has passed"),
    }
    return words[standing.name]


def get_page(notice: Notice, *, now: datetime) -> Page:
    """Return everything about one notice."""
    row, flights = make_row(notice, now=now), list(notice.flights.all())
    read = _read(notice)
    before = notice.follows if notice.follows and notice.follows.published_at else None
    after = _find_successor(notice)
    return Page(
        row=row,
        words=notice.say("words"),
        instruction=notice.say("instruction"),
        reason=notice.say("end_reason"),
        utc=say_utc(notice.starts_at, notice.expected_at or notice.ends_at) if read else "",
        flights=flights,
        flights_words=count_flights(len(flights)),
        periods=_list_periods(notice, now=now) if notice.has_hours else (),
        fields=list_fields(read) if read else (),
        replaces=before,
        replaces_title=before.say("title") if before else "",
        replaced_by=after,
        replaced_title=after.say("title") if after else "",
        messages=list(notice.messages.order_by("-sent_at", "-pk")),
        follows_sun=bool(read and read.schedule and read.schedule.follows_sun),
    )


def _find_successor(notice: Notice) -> Notice | None:
    rows = notice.followed_by.filter(state__in=[State.PUBLISHED, State.REPLACED])
    return rows.order_by("-published_at").first()


def _read(notice: Notice) -> notam.Notam | None:
    return read_notam(notice.original, notice.received_at) if notice.sort == Sort.NOTAM else None


def _list_periods(notice: Notice, *, now: datetime) -> list[str]:
    """Return the next periods of a notice with hours; of one that is over, the first ones."""
    since = notice.starts_at if notice.ends_at and notice.ends_at <= now else now
    found = list_periods(notice, since=since, until=since + timedelta(days=60))
    return [say_period(p.starts_at, p.ends_at) for p in found[:MOST_PERIODS]]


def make_url(notice: Notice) -> str:
    """Return the address of a notice in the language of the reader."""
    return reverse("notices:show_notice", args=[notice.year, notice.slug])
