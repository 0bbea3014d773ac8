"""What everybody may read of one report."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kentongan.foundation.files.models import StoredFile
from kentongan.rooms.cases import api as cases
from kentongan.rooms.reports.errors import NoSuchPhoto
from kentongan.rooms.reports.models import Report, ReportPhoto
from kentongan.rooms.reports.queries.finding import get_public_report
from kentongan.rooms.reports.rules.positions import Position, show_position


@dataclass(frozen=True)
class Moment:
    """Something that happened to it, and when."""

    what: str
    at: datetime


@dataclass(frozen=True)
class PublicReport:
    """A report without its reporter: words after the check, clock, offices, published photos."""

    report: Report
    clock: cases.ShownClock
    office: str
    position: Position | None
    before: list[ReportPhoto]
    after: list[ReportPhoto]
    moments: list[Moment]

    @property
    def people(self) -> int:
        """How many told of it or follow it."""
        return 1 + self.report.follower_count


def get_public_page(code: str, *, now: datetime) -> PublicReport:
    """Return what everybody may read of a report; raises NoSuchReport."""
    report = get_public_report(code)
    case = cases.get_case(report.pk)
    photos = list_public_photos(report)
    return PublicReport(
        report=report,
        clock=cases.show_clock(case, now=now, for_officers=True),
        office=_name_office(case),
        position=show_position(report.lat, report.lon, secrecy=report.secrecy),
        before=[photo for photo in photos if photo.stage == ReportPhoto.Stage.BEFORE],
        after=[photo for photo in photos if photo.stage == ReportPhoto.Stage.AFTER],
        moments=_list_moments(report),
    )


def list_public_photos(report: Report) -> list[ReportPhoto]:
    """Return the photos of a public report that an officer published, oldest first."""
    rows = ReportPhoto.objects.filter(report__in=Report.objects.public(), report=report)
    return list(rows.exclude(published_at=None).select_related("public_file"))


def get_public_photo(code: str, photo_id: int) -> StoredFile:
    """Return the covered copy of a published photo; raises NoSuchReport, NoSuchPhoto."""
    for photo in list_public_photos(get_public_report(code)):
        if photo.pk == photo_id and photo.public_file is not None:
            return photo.public_file
    raise NoSuchPhoto


def _name_office(case: object) -> str:
    step = getattr(case, "current_step", None)
    return str(step.office.name) if step else ""


def _list_moments(report: Report) -> list[Moment]:
    moments = [
        (_("Reported"), report.reported_at),
        (_("Checked"), report.verified_at),
        (_("Mended"), report.mended_at),
        (_("Confirmed by who reported it"), report.confirmed_at),
    ]
    return [Moment(what, at) for what, at in moments if at]
