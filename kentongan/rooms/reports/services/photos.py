"""Showing a photo to everybody: only a copy with faces and plates covered, and only on purpose."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.files.covering import Patch, cover
from kentongan.foundation.files.pictures import Picture
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import CannotPublishPhoto, NoSuchPhoto, NothingCovered
from kentongan.rooms.reports.models import Report, ReportPhoto
from kentongan.rooms.reports.queries.photos import get_photo
from kentongan.rooms.reports.rules.patches import PatchFacts
from kentongan.rooms.reports.rules.words import Secrecy, Standing

ENDED = (Standing.JOINED, Standing.REFUSED, Standing.WITHDRAWN)


def publish_photo(
    *, photo_id: int, patches: Sequence[PatchFacts], is_clean: bool, by: people.Actor, now: datetime
) -> ReportPhoto:
    """
    Show a copy of the photo to everybody, its patches made unrecognisable; again replaces it.

    `is_clean` says that there is nothing to cover. Raises NoSuchPhoto, CannotPublishPhoto,
    NothingCovered.
    """
    photo = get_photo(photo_id, by=by)
    _check_can_be_shown(photo.report)
    if not patches and not is_clean:
        raise NothingCovered(fields={"is_clean": NothingCovered.message})
    covered = _cover(photo, patches)
    with transaction.atomic():
        locked = ReportPhoto.objects.select_for_update(of=("self",)).get(pk=photo.pk)
        _check_can_be_shown(Report.objects.get(pk=photo.report_id))
        _take_down(locked, by=by)
        locked.public_file = files_of_house.store_bytes(
            covered.content, name=f"{photo.report.code}-{photo.stage}.jpg",
            media_type="image/jpeg", by=by, now=now,
        )  # fmt: skip
        locked.published_at = now
        locked.save(update_fields=["public_file", "published_at"])
        _record("reports.photo_published", locked, covered=len(patches), by=by, now=now)
    return locked


@transaction.atomic
def withdraw_photo(*, photo_id: int, by: people.Actor, now: datetime) -> ReportPhoto:
    """Show the photo to nobody any more; its copy is deleted. Raises NoSuchPhoto."""
    photo = get_photo(photo_id, by=by)
    withdraw(photo, by=by, now=now)
    return photo


def withdraw_photos(report: Report, *, by: Acting, now: datetime) -> None:
    """Take down every photo of a report that ended otherwise than mended, in its transaction."""
    for photo in ReportPhoto.objects.filter(report=report).exclude(published_at=None):
        withdraw(photo, by=by, now=now)


def withdraw(photo: ReportPhoto, *, by: Acting, now: datetime) -> None:
    """Take one photo down, in the caller's transaction; doing it again changes nothing."""
    if photo.published_at is None:
        return
    _take_down(photo, by=by)
    _record("reports.photo_withdrawn", photo, by=by, now=now)


def _check_can_be_shown(report: Report) -> None:
    if report.secrecy == Secrecy.SECRET or report.standing in ENDED:
        raise CannotPublishPhoto


def _cover(photo: ReportPhoto, patches: Sequence[PatchFacts]) -> Picture:
    if photo.file is None:
        raise NoSuchPhoto
    with files_of_house.open_file(photo.file) as original:
        return cover(original.read(), [Patch(*patch) for patch in patches])


def _take_down(photo: ReportPhoto, *, by: Acting) -> None:
    old = photo.public_file_id
    photo.public_file, photo.published_at = None, None
    photo.save(update_fields=["public_file", "published_at"])
    if old is not None:
        files_of_house.delete_file(old, by=by)


def _record(action: str, photo: ReportPhoto, *, by: Acting, now: datetime, **detail: int) -> None:
    audit.record(
        by=by, action=action, subject=f"case:{photo.report_id}", now=now,
        detail={"photo": photo.pk, **detail}, topics=(f"case:{photo.report_id}",),
    )  # fmt: skip
