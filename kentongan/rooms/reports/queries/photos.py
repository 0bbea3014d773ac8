"""Photos of a report for the officers who decide what of them everybody sees."""

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NoSuchPhoto
from kentongan.rooms.reports.models import ReportPhoto
from kentongan.rooms.reports.permissions import can_dispatch


def get_photo(photo_id: int, *, by: people.Actor) -> ReportPhoto:
    """
    Return a photo with its report, to an officer or head of an office with a part in the case.

    Who reported it does not publish it, even when they work there. Raises NoSuchPhoto.
    """
    rows = ReportPhoto.objects.select_related(
        "report__case", "report__category", "file", "public_file"
    )
    photo = rows.filter(pk=photo_id).first()
    if photo is None or photo.file is None or not can_dispatch(by):
        raise NoSuchPhoto
    try:
        case = cases.get_visible_case(photo.report.code, by=by)
    except cases.NoSuchCase:
        raise NoSuchPhoto from None
    if cases.is_applicant(by=by, case=case):
        raise NoSuchPhoto
    return photo


def list_photos(photo: ReportPhoto) -> list[ReportPhoto]:
    """Return all photos of the same report, oldest first."""
    return list(ReportPhoto.objects.filter(report=photo.report_id).order_by("id"))
