"""The rail with its queues, and the list of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.foundation import live
from kentongan.foundation.audience import Audience
from kentongan.lobby.desk.queue import Queue
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cases import api as cases
from kentongan.rooms.news import api as news
from kentongan.rooms.people import api as people
from kentongan.rooms.permits import api as permits
from kentongan.rooms.places import api as places
from kentongan.rooms.reports import api as reports
from kentongan.rooms.rounds import api as rounds

QUEUE_NAMES: dict[str, Lazy] = {
    "mine": gettext_lazy("Needs me"),
    "office": gettext_lazy("My office"),
    "waiting": gettext_lazy("Waits for the applicant"),
    "escalated": gettext_lazy("Climbed to me"),
    "done": gettext_lazy("Done here"),
}
EMPTY_WORDS: dict[str, Lazy] = {
    "mine": gettext_lazy("Nothing waits for your decision. New cases appear here by themselves."),
    "office": gettext_lazy("No case is open at your office."),
    "waiting": gettext_lazy("No applicant owes your office an answer."),
    "escalated": gettext_lazy("No late case climbed to you."),
    "done": gettext_lazy("Nothing was finished here yet."),
}
COUNTED_TO = 100
MOST_OFFICES = 18


@dataclass(frozen=True)
class QueueLink:
    """One queue in the rail; `count` is empty where nobody counts."""

    name: str
    label: Lazy
    url: str
    count: str
    is_here: bool


@dataclass(frozen=True)
class Row:
    """One case in a list."""

    code: str
    service: str
    who: str
    place: str
    clock: cases.Clock
    url: str
    is_open_now: bool = False
    is_consult: bool = False
    is_waiting: bool = False
    is_escalated: bool = False
    decision: str = ""


@dataclass(frozen=True)
class Listing:
    """A page of rows with what stands around it."""

    queue: Queue
    title: str
    rows: list[Row]
    pager: dict[str, str] = field(default_factory=dict)
    empty: str = ""


def name_desk(by: people.Actor) -> str:
    """Return whose desk it is: the office, or how many."""
    offices = [places.get_office(pk) for pk in sorted(by.offices)]
    if len(offices) == 1:
        return _("Desk of %(office)s") % {"office": offices[0].short_name}
    return _("Desk of %(count)s offices") % {"count": len(offices)}


def list_queues(*, by: people.Actor, queue: Queue) -> list[QueueLink]:
    """Return the queues with how much waits in each."""
    counts = cases.count_queues(by=by)
    return [
        QueueLink(
            name=name,
            label=label,
            url=reverse("desk:show_desk") + Queue(name=name).make_query(),
            count=_say_count(counts.get(name)),
            is_here=name == queue.name and not queue.words,
        )
        for name, label in QUEUE_NAMES.items()
    ]


def _say_count(count: int | None) -> str:
    if count is None:
        return ""
    return f"{COUNTED_TO - 1}+" if count >= COUNTED_TO else str(count)


Entry = tuple[str, str, Lazy, Audience]  # name of the address, its query, words, for whom
LINKS: tuple[Entry, ...] = (
    ("services:list_services", "?loket=1", gettext_lazy("Counter"), Audience.OFFICER),
    ("reports:show_bad", "", gettext_lazy("Only what is bad"), Audience.OFFICER),
    ("scoreboard:show_scoreboard", "", gettext_lazy("Performance"), Audience.OFFICER),
    ("people:list_offices", "", gettext_lazy("Officers and roles"), Audience.OPERATOR),
    ("desk:list_days_off", "", gettext_lazy("Days off"), Audience.OPERATOR),
)
DEMO_LINKS: tuple[Entry, ...] = (
    ("outbox:list_mail", "", gettext_lazy("Outbox"), Audience.OPERATOR),
)


def list_links(*, by: people.Actor) -> list[tuple[Lazy, str]]:
    """Return where else an officer goes from here; pages that do not exist have no link."""
    wanted = (*LINKS, *DEMO_LINKS) if settings.DEMO else LINKS
    found = [
        (label, _find_url(name), query) for name, query, label, who in wanted if who in by.audiences
    ]
    below = [(gettext_lazy("Beneath me"), url) for url in _list_boards_below(by)]
    field = [(gettext_lazy("My day in the field"), _find_url("reports:list_field_work"))]
    chats = [(gettext_lazy("Exported chats"), _find_url("reports:show_chats"))]
    ledger = [(gettext_lazy("Permits and cameras"), _find_url("permits:show_ledger"))]
    owed = ledger if permits.can_see_ledger(by) else []
    wall = [(gettext_lazy("Cameras"), _find_url("cameras:show_wall"))]
    registry = [(gettext_lazy("Registry of cameras"), _find_url("cameras:list_registry"))]
    recordings = [(gettext_lazy("Recordings"), _find_url("cameras:list_evidence"))]
    seen = [*wall, *recordings] if any(h.role == people.Role.OPERATOR for h in by.holdings) else []
    kept = registry if cameras.can_keep_private(by) else []
    press = [
        (gettext_lazy("News desk"), _find_url("news:list_articles")),
        (gettext_lazy("Comments"), _find_url("news:moderate_comments")),
    ]
    written = press if news.can_edit(by) else []
    rounding = [(gettext_lazy("Going round today"), _find_url("rounds:show_day"))]
    mine = field if reports.has_field_work(by) else []
    going = rounding if rounds.is_crew(by) else []
    brought = chats if reports.can_dispatch(by) else []
    return [
        *mine,
        *going,
        *brought,
        *owed,
        *seen,
        *kept,
        *written,
        *[(label, url + query) for label, url, query in found if url],
        *below,
    ]


def _list_boards_below(by: people.Actor) -> list[str]:
    """Return the boards of villages under the districts whose head this is."""
    board = _find_url("scoreboard:show_scoreboard")
    heads = [places.get_office(h.office_id) for h in by.holdings if h.role == people.Role.HEAD]
    codes = [office.region_id for office in heads if office.kind == "district"]
    return [f"{board}?{urlencode({'jenis': 'village', 'kecamatan': code})}" for code in codes]


def _find_url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def make_listing(*, by: people.Actor, queue: Queue, now: datetime, open_code: str = "") -> Listing:
    """Return one page of a queue, or what was found by words."""
    if queue.words:
        found = list_found(
            cases.search_cases(queue.words, by=by), queue=queue, now=now, open_code=open_code
        )
        return replace(found, title=_("Found: %(words)s") % {"words": queue.words})
    page = cases.list_desk(by=by, queue=queue.name, after=queue.after)
    clocks = cases.read_step_clocks(page.steps, now=now)
    rows = [
        _make_row(step.case, clock=clock, queue=queue, open_code=open_code, step=step)
        for step, clock in zip(page.steps, clocks, strict=True)
    ]
    return Listing(
        queue=queue,
        title=str(QUEUE_NAMES[queue.name]),
        rows=rows,
        pager=_make_pager(queue, after=page.after),
        empty=str(EMPTY_WORDS[queue.name]),
    )


def list_found(
    found: Sequence[Any], *, queue: Queue, now: datetime, open_code: str = ""
) -> Listing:
    """Return cases that were looked for, newest first."""
    clocks = cases.read_clocks(found, now=now)
    rows = [
        _make_row(case, clock=clock, queue=queue, open_code=open_code, step=case.current_step)
        for case, clock in zip(found, clocks, strict=True)
    ]
    empty = _("No case at your offices fits. Search by code, service or village.")
    return Listing(queue=queue, title=_("Found"), rows=rows, empty=empty)


def _make_row(case: Any, *, clock: cases.Clock, queue: Queue, open_code: str, step: Any) -> Row:
    return Row(
        code=case.code,
        service=case.case_type.name,
        who=_name_applicant(case),
        place=case.place.name,
        clock=clock,
        url=reverse("desk:show_case", args=[case.code]) + queue.make_query(),
        is_open_now=case.code == open_code,
        is_consult=bool(step and step.question),
        is_waiting=case.state == cases.State.WAITING,
        is_escalated=bool(step and step.escalated_office_id and step.ended_at is None),
        decision=str(cases.Decision(step.decision).label) if step and step.decision else "",
    )


def _make_pager(queue: Queue, *, after: str | None) -> dict[str, str]:
    here = reverse("desk:show_desk")
    return {
        "previous_url": here + replace(queue, after="").make_query() if queue.after else "",
        "next_url": here + replace(queue, after=after).make_query() if after else "",
    }


def make_live_token(*, by: people.Actor, case_id: object = None) -> str:
    """Return what lets this page hear of changes at the officer's offices and of the open case."""
    topics = [f"office:{pk}" for pk in sorted(by.offices)[:MOST_OFFICES]]
    return live.make_token([*topics, f"case:{case_id}"] if case_id else topics)


def find_next(*, by: people.Actor, queue: Queue, done_code: str) -> str:
    """Return the code of the most urgent other case of the queue, or nothing when all is done."""
    name = queue.name if queue.name != "done" else cases.QUEUES[0]
    page = cases.list_desk(by=by, queue=name, limit=2)
    return next((step.case.code for step in page.steps if step.case.code != done_code), "")


def _name_applicant(case: Any) -> str:
    """Return who asks; nobody's name is there of the anonymous and of the forgotten."""
    if case.applicant.name:
        return str(case.applicant.name)
    return _("Forgotten person") if case.applicant.forgotten_at else _("Anonymous")
