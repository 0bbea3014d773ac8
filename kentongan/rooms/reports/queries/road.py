"""What a field officer has to mend today, in the order of the road."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.db.models import prefetch_related_objects

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NoSuchReport
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.queries.finding import get_report_of
from kentongan.rooms.reports.queries.pairs import Pair, pair_photos
from kentongan.rooms.reports.rules.definition import AFTER
from kentongan.rooms.reports.rules.road import Stop, order_by_road

FIELD_ROLES = frozenset({people.Role.FIELD, people.Role.HEAD})
MOST = 60  # nobody mends more in a day; the desk has the rest
PAGE_ROOM = 200


@dataclass(frozen=True)
class FieldStop:
    """One thing to mend, as the list on the phone shows it."""

    report: Report
    clock: Any
    photos: Pair
    needs_photo: bool
    public_words: str

    @property
    def version(self) -> int:
        """What the officer saw; two closings of it are one."""
        return int(self.report.case.version)

    @property
    def map_url(self) -> str:
        """The place for the phone's own map application (RFC 5870)."""
        if self.report.lat is None or self.report.lon is None:
            return ""
        at = f"{self.report.lat:.6f},{self.report.lon:.6f}"
        return f"geo:{at}?q={at}({quote(self.report.code)})"


def has_field_work(by: people.Actor) -> bool:
    """Tell whether `by` goes out to mend, or is the head of who does."""
    return any(by.has_role(role) for role in FIELD_ROLES)


def list_field_stops(*, by: people.Actor, now: datetime) -> list[FieldStop]:
    """Return what is to be mended by `by`, in the order of the road; raises NoSuchReport."""
    if not has_field_work(by):
        raise NoSuchReport
    steps = [step for step in _list_steps(by) if cases.find_holding(by=by, step=step)]
    prefetch_related_objects([step.case for step in steps], "attachments")
    rows = _read_reports([step.case_id for step in steps])
    stops = [
        _make_stop(rows[step.case_id], step, now=now) for step in steps if step.case_id in rows
    ]
    known = {stop.report.code: stop for stop in stops}
    road = order_by_road(
        [
            Stop(stop.report.code, _find_point(stop.report), urgency)
            for urgency, stop in enumerate(stops)
        ]
    )
    return [known[stop.key] for stop in road]


def get_field_stop(code: str, *, by: people.Actor, now: datetime) -> FieldStop:
    """Return one of them, also when somebody has decided it meanwhile; raises NoSuchReport."""
    if not has_field_work(by):
        raise NoSuchReport
    try:
        case = cases.get_desk_case(code, by=by)
    except cases.NoSuchCase as error:
        raise NoSuchReport from error
    report = get_report_of(case)
    if report is None:
        raise NoSuchReport
    return _make_stop(report, case.current_step, now=now)


def _list_steps(by: people.Actor) -> list[Any]:
    """Return open steps in the field at the offices of `by`, the most urgent first."""
    page = cases.list_desk(by=by, queue="office", limit=PAGE_ROOM)
    field = [step for step in page.steps if step.role == people.Role.FIELD]
    return [step for step in field if step.case.state != cases.State.WAITING][:MOST]


def _read_reports(ids: list[UUID]) -> dict[UUID, Report]:
    rows = Report.objects.filter(pk__in=ids).select_related("category", "place", "case")
    return {row.pk: row for row in rows}


def _make_stop(report: Report, step: Any, *, now: datetime) -> FieldStop:
    case = step.case if step is not None else report.case
    report.case = case
    plan = case.step_plan
    clock = cases.read_step_clocks([step], now=now)[0] if step is not None else None
    return FieldStop(
        report=report,
        clock=clock,
        photos=pair_photos(case, route="desk:show_file"),
        needs_photo=plan is not None and AFTER in plan.needs,
        public_words=report.public_words or report.description,
    )


def _find_point(report: Report) -> tuple[float, float] | None:
    if report.lat is None or report.lon is None:
        return None
    return (report.lat, report.lon)
