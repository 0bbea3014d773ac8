"""Receiving a report: the one way, for the page, the officer, machines and chats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.events import announce
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.keys import make_key
from kentongan.foundation.rows import RowReader
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.errors import WrongReport
from kentongan.rooms.reports.events import ReportReceived
from kentongan.rooms.reports.models import Category, Report, ReportPhoto
from kentongan.rooms.reports.queries.blocks import check_not_blocked
from kentongan.rooms.reports.queries.categories import get_category
from kentongan.rooms.reports.queries.pins import make_pin
from kentongan.rooms.reports.rules.questions import check_answers
from kentongan.rooms.reports.rules.words import Channel, Secrecy, find_cell
from kentongan.rooms.reports.services._telling import tell_reporter

MOST_PHOTOS = 5
LONGEST_WORDS, LONGEST_PLACE = 4000, 300
CHATS = {Channel.IMPORT, Channel.WHATSAPP}  # nobody was asked the questions of a category
_report = RowReader(Report, by="case_id")
PROBLEMS = {
    "required": _("Please answer this."),
    "wrong": _("This cannot be right; please look again."),
    "too_long": _("This is too long."),
}


@dataclass(frozen=True)
class Submitted:
    """A report that was received; `pin` stands for the last four digits nobody told us."""

    report: Report
    pin: str = ""
    is_new: bool = True


@dataclass(frozen=True)
class _Spot:
    place_code: str
    lat: float | None
    lon: float | None


@transaction.atomic
def submit_report(  # noqa: PLR0913 - a report has this many facts
    *,
    category: str,
    description: str = "",
    village_code: str = "",
    lat: float | None = None,
    lon: float | None = None,
    accuracy_m: int | None = None,
    place_words: str = "",
    photos: Sequence[UUID] = (),
    answers: Mapping[str, Any] | None = None,
    name: str = "",
    phone: str = "",
    email: str = "",
    secrecy: str = Secrecy.OPEN,
    channel: str = Channel.WEB,
    language: str = "id",
    case_id: UUID | None = None,
    intake_office_id: int | None = None,
    reported_at: datetime | None = None,
    by: Acting,
    now: datetime,
) -> Submitted:
    """
    Check everything, start the case and its clock; returns the report and perhaps a pin.

    `photos` are stored files; `lat` and `lon` are degrees (WGS 84); `reported_at` is when somebody
    wrote it, where that was earlier (a chat). The same `case_id` again is the same report. Raises
    WrongReport with a sentence per key, NoSuchCategory, NumberBlocked, people.PhoneWrong.
    """
    description = description.replace("\x00", "").strip()
    if case_id is not None and (known := _find_known(case_id)):
        return _take_again(known, category=category, description=description)
    case_id = case_id or make_key()
    chosen = get_category(category)
    place_words = " ".join(place_words.replace("\x00", "").split())
    spot = _find_spot(village_code=village_code, lat=lat, lon=lon)
    values = _check(
        chosen, spot=spot, description=description, place_words=place_words, photos=photos,
        answers=answers or {}, secrecy=secrecy, may_ask=channel not in CHATS,
    )  # fmt: skip
    check_not_blocked(phone)
    person_id, pin = _find_reporter(
        name="" if secrecy == Secrecy.ANONYMOUS else name, phone=phone, email=email,
        is_anonymous=secrecy == Secrecy.ANONYMOUS, at_counter=intake_office_id is not None,
        village_code=spot.place_code, pin=make_pin(case_id), by=by, now=now,
    )  # fmt: skip
    case = cases.submit_case(
        type_slug=chosen.type_slug, place_code=spot.place_code, applicant_id=person_id,
        answers=values, files=[("photo", file_id) for file_id in photos], language=language,
        case_id=case_id, intake_office_id=intake_office_id, by=by, now=now,
    )  # fmt: skip
    report = Report.objects.create(
        case=case, code=case.code, category=chosen, place_id=spot.place_code,
        description=description, place_words=place_words, lat=spot.lat, lon=spot.lon,
        accuracy_m=accuracy_m if spot.lat is not None else None,
        cell_x=None if spot.lon is None else find_cell(spot.lon),
        cell_y=None if spot.lat is None else find_cell(spot.lat),
        channel=channel, secrecy=Secrecy.SECRET if chosen.is_secret else secrecy,
        priority=chosen.priority, reported_at=min(reported_at or now, now), changed_at=now,
    )  # fmt: skip
    _keep_photos(report, photos, by=by, now=now)
    tell_reporter(report, what="received", by=by, now=now)
    announce(ReportReceived(report.pk, chosen.slug))
    return Submitted(report, pin)


def _find_known(case_id: UUID) -> Report | None:
    return _report.read(case_id)


def _take_again(known: Report, *, category: str, description: str) -> Submitted:
    """Return what this device sent already; who only knows its number learns nothing."""
    if (known.category_id, known.description) != (category, description):
        raise WrongReport(fields={"description": _("This report was sent already.")})
    pin = make_pin(known.pk)
    is_known_by_pin = people.is_last_four_of(known.case.applicant_id, pin)
    return Submitted(known, pin if is_known_by_pin else "", is_new=False)


def _find_spot(*, village_code: str, lat: float | None, lon: float | None) -> _Spot:
    """Return where it is: the chosen village, else that of the pin, else the whole regency."""
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004
        lat = lon = None
    code = village_code.strip()
    if code and not places.has_region(code):
        raise WrongReport(fields={"village": _("We do not know this village.")})
    if not code and lat is not None and lon is not None:
        found = places.find_village(lat, lon)  # nothing where no boundaries were imported
        code = found.code if found else ""
    return _Spot(code or places.get_regency_code(), lat, lon)


def _check(
    category: Category, *, spot: _Spot, description: str, place_words: str, photos: Sequence[UUID],
    answers: Mapping[str, Any], secrecy: str, may_ask: bool,
) -> dict[str, Any]:  # fmt: skip
    problems: dict[str, Any] = {}
    has_place = spot.lat is not None or place_words or spot.place_code != places.get_regency_code()
    if category.needs_place and not has_place:
        problems["place"] = _("Say where it is: a pin, the village, or words.")
    if not description and not photos:
        problems["description"] = _("Add a photo or a few words.")
    if len(description) > LONGEST_WORDS:
        problems["description"] = PROBLEMS["too_long"]
    if len(place_words) > LONGEST_PLACE:
        problems["place_words"] = PROBLEMS["too_long"]
    if len(photos) > MOST_PHOTOS:
        problems["photos"] = _("At most five photos, please.")
    if secrecy not in list(Secrecy):
        problems["secrecy"] = PROBLEMS["wrong"]
    checked = check_answers(category.questions, answers)
    problems |= {f"q_{key}": PROBLEMS[problem] for key, problem in checked.problems.items()
                 if may_ask or problem != "required"}  # fmt: skip
    if problems:
        raise WrongReport(fields=problems)
    return checked.values


def _find_reporter(
    *, name: str, phone: str, email: str, is_anonymous: bool, at_counter: bool, village_code: str,
    pin: str, by: Acting, now: datetime,
) -> tuple[UUID, str]:  # fmt: skip
    """Return the person and a pin for those who left no number; an account reports as itself."""
    own = isinstance(by, people.Actor) and not by.holdings and not at_counter
    user_id = by.user_id if own and isinstance(by, people.Actor) and not is_anonymous else None
    known_id = by.person_id if own and isinstance(by, people.Actor) else None
    if known_id is not None and not is_anonymous:
        return known_id, ""
    pin = "" if phone else pin
    person = people.register_person(
        name=name, phone=phone, email=email, village_code=village_code, user_id=user_id, pin=pin,
        by=by, now=now,
    )  # fmt: skip
    return person.id, pin


def _keep_photos(report: Report, photos: Sequence[UUID], *, by: Acting, now: datetime) -> None:
    ReportPhoto.objects.bulk_create(
        ReportPhoto(
            report=report, stage=ReportPhoto.Stage.BEFORE, file_id=file_id, added_at=now
        )
        for file_id in photos
    )  # fmt: skip
    for file_id in photos:
        files_of_house.keep_file(file_id, by=by)
