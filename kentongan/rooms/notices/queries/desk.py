"""What an editor sees: drafts that wait, and what is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from kentongan.rooms.notices.models import Notice
from kentongan.rooms.notices.permissions import check_can_give_notices
from kentongan.rooms.notices.queries.data import read_data
from kentongan.rooms.notices.queries.pages import Page, Row, get_page, make_row
from kentongan.rooms.notices.rules.flights import Flight, write_flights
from kentongan.rooms.notices.rules.words import Sort, State

MOST = 50


@dataclass(frozen=True)
class Desk:
    """Drafts, and what is in force or coming."""

    drafts: Sequence[Row]
    current: Sequence[Row]


@dataclass(frozen=True)
class Work:
    """One notice with what may be done with it."""

    page: Page
    flights_text: str
    may_publish: bool
    is_own: bool
    may_publish_alone: bool
    may_cancel: bool
    may_update: bool
    target: Notice | None  # the published NOTAM that this draft ends
    is_target_missing: bool


def get_desk(*, by: object, now: datetime) -> Desk:
    """Return the editors' lists; raises NoSuchNotice for who gives no notices."""
    check_can_give_notices(by)
    rows = Notice.objects.annotate(flight_count=Count("flights"))
    drafts = rows.filter(state=State.DRAFT).order_by("-changed_at")[:MOST]
    current = rows.not_over(now).order_by("-published_at")[:MOST]
    return Desk(
        [make_row(notice, now=now) for notice in drafts],
        [make_row(notice, now=now) for notice in current],
    )


def get_work(notice: Notice, *, by: object, now: datetime) -> Work:
    """Return a notice as its editors see it."""
    page = get_page(notice, now=now)
    is_draft = notice.state == State.DRAFT
    is_own = notice.written_by_id is not None and notice.written_by_id == getattr(
        by, "user_id", None
    )
    is_running = notice.state == State.PUBLISHED and page.row.standing.name != "over"
    target = _find_target(notice) if is_draft else None
    return Work(
        page=page,
        flights_text=write_flights(Flight(f.flight, f.route, f.time) for f in page.flights),
        may_publish=is_draft, is_own=is_own, may_publish_alone=read_data().may_publish_alone,
        may_cancel=is_running, may_update=is_running and notice.sort == Sort.WARNING,
        target=target, is_target_missing=is_draft and bool(notice.target) and target is None,
    )  # fmt: skip


def _find_target(notice: Notice) -> Notice | None:
    if notice.follows is not None:
        return notice.follows
    if not notice.target:
        return None
    return Notice.objects.filter(number=notice.target, state=State.PUBLISHED).first()
