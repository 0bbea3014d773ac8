"""Services and requests as Open311 GeoReport v2 tells them: never secret, never about a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.errors import NoSuchReport
from kentongan.rooms.reports.models import Category, Open311Token, Report, ReportPhoto
from kentongan.rooms.reports.models.report import STANDING_NAMES, ReportQuerySet
from kentongan.rooms.reports.queries.categories import get_category, list_categories
from kentongan.rooms.reports.rules.open311_questions import Cursor, name_status
from kentongan.rooms.reports.rules.open311_services import describe_attributes
from kentongan.rooms.reports.rules.positions import show_position
from kentongan.rooms.reports.rules.words import Secrecy, Standing

KIND = "report"
TOLD = (
    "code", "category__name_id", "category__name_en", "category__kind", "place_id", "public_words",
    "lat", "lon", "secrecy", "is_public", "standing", "priority", "reported_at", "changed_at",
    "verified_at", "first_answer_at", "mended_at", "confirmed_at", "reopened_count",
    "follower_count", "case__due_at", "case__holder_office", "joined_to__code",
    "joined_to__is_public",
)  # fmt: skip
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """Which requests are asked; dates and page are checked already."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    service_codes: Sequence[str] = ()
    codes: Sequence[str] = ()
    standings: Sequence[str] = ()
    page_size: int = 1000
    after: Cursor | None = None


def describe_endpoint() -> Row:
    """Return the discovery document: where it is, what it speaks, where keys are had."""
    changeset = _say(localtime(_find_changeset()))
    base = f"{settings.PUBLIC_URL}{reverse('open311:discovery', args=['xml'])}"
    formats = ["text/xml; charset=utf-8", "application/json; charset=utf-8"]
    return {
        "changeset": changeset,
        "contact": str(settings.REGENCY_FACTS["mail_from"]),
        "key_service": str(settings.REGENCY_FACTS["mail_from"]),
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": base.removesuffix("/discovery.xml"),
                "changeset": changeset,
                "type": "test" if settings.DEMO else "production",
                "formats": [name.partition(";")[0] for name in formats],
            }
        ],
    }


def _find_changeset() -> datetime:
    """Return when what can be reported changed last."""
    return cases.get_last_publication(KIND) or datetime.fromtimestamp(0, UTC)


def list_services(*, is_batch: bool) -> list[Row]:
    """Return what can be reported, in the language that is active."""
    return [_tell_service(category, is_batch=is_batch) for category in list_categories()]


def _tell_service(category: Category, *, is_batch: bool) -> Row:
    return {
        "service_code": category.slug,
        "service_name": category.name,
        "description": category.description,
        "metadata": True,  # at least its secrecy can be chosen
        "type": "batch" if is_batch else "realtime",
        "keywords": ", ".join(category.keywords),
        "group": category.group_name,
    }


def describe_service(code: str) -> Row:
    """Return what is asked when this is reported; raises NoSuchCategory."""
    category = get_category(code)
    words = {
        "yes": _("Yes"),
        "no": _("No"),
        "date": _("A day: 2026-11-23"),
        "number": _("A number"),
        "secrecy": _("Who may know of it"),
        "open": _("Everybody reads the report, offices know who sent it"),
        "anonymous": _("Everybody reads the report, nobody knows who sent it"),
        "secret": _("Only the offices that deal with it read the report"),
    }
    language = "en" if (get_language() or "").startswith("en") else "id"
    return {
        "service_code": category.slug,
        "attributes": describe_attributes(category.questions, language=language, words=words),
    }


# --- Requests ---


def list_requests(asked: Asked, *, with_extensions: bool) -> tuple[list[Row], Cursor | None]:
    """Return requests, newest first, and where the next page begins, if there is one."""
    found = list(_filter(_list_told(), asked)[: asked.page_size + 1])
    rows = found[: asked.page_size]
    told = [_tell_request(report, with_extensions=with_extensions) for report in rows]
    is_whole = len(found) <= asked.page_size
    return told, None if is_whole else Cursor(rows[-1].reported_at, rows[-1].pk)


def get_request(code: str, *, with_extensions: bool) -> Row:
    """Return one request; raises NoSuchReport, also for a secret one."""
    report = _list_told().filter(code=_normalise(code)).first()
    if report is None:
        raise NoSuchReport
    return _tell_request(report, with_extensions=with_extensions)


def find_code_of_token(token: str) -> str:
    """Return the code for a token, or for a code itself (realtime); raises NoSuchReport."""
    known = Open311Token.objects.filter(pk=token[:64]).values_list("report__code", flat=True)
    code = (
        known.first()
        or _list_told().filter(code=_normalise(token)).values_list("code", flat=True).first()
    )
    if code is None:
        raise NoSuchReport
    return code


def _list_told() -> ReportQuerySet:
    """Keep what a stranger may know to exist: nothing secret."""
    published = ReportPhoto.objects.filter(published_at__isnull=False).order_by("pk")
    photos = Prefetch("photos", queryset=published, to_attr="published")
    rows = Report.objects.exclude(secrecy=Secrecy.SECRET).filter(category__is_secret=False)
    return (
        rows.select_related("category", "case", "joined_to")
        .only(*TOLD)
        .prefetch_related(photos)
        .order_by("-reported_at", "case")
    )


def _filter(rows: ReportQuerySet, asked: Asked) -> ReportQuerySet:
    if asked.codes:  # "This overrides all other arguments."
        rows = rows.filter(code__in=[*_normalise_all(asked.codes)])
    else:
        rows = rows.filter(reported_at__gte=asked.starts_at, reported_at__lte=asked.ends_at)
        if asked.service_codes:
            rows = rows.filter(category__in=asked.service_codes)
        if asked.standings:
            rows = rows.filter(standing__in=asked.standings)
    if asked.after:
        at, key = asked.after.at, asked.after.key
        rows = rows.filter(Q(reported_at__lt=at) | Q(reported_at=at, case__gt=key))
        rows = rows.filter(reported_at__lte=at)  # said again: this the index understands
    return rows


def _normalise_all(codes: Iterable[str]) -> Iterable[str]:
    for code in codes:
        try:
            yield cases.normalise_code(code)
        except cases.NoSuchCase:
            continue


def _normalise(code: str) -> str:
    return next(iter(_normalise_all([code])), "")


# --- One request in the words of the standard ---


def _tell_request(report: Report, *, with_extensions: bool) -> Row:
    lat, lon = _tell_position(report)
    row: Row = {
        "service_request_id": report.code,
        "status": name_status(report.standing),
        "status_notes": _tell_standing(report),
        "service_name": report.category.name,
        "service_code": report.category_id,
        "description": report.public_words if report.is_public else None,
        "agency_responsible": places.get_office(report.case.holder_office_id).name,
        "service_notice": None,
        "requested_datetime": _say(report.reported_at),
        "updated_datetime": _say(report.changed_at),
        "expected_datetime": _say(report.case.due_at),
        "address": places.get_region(report.place_id).full_name,  # place words are not public
        "address_id": report.place_id,
        "zipcode": None,
        "lat": lat,
        "long": lon,
        "media_url": next(iter(_list_photos(report, ReportPhoto.Stage.BEFORE)), None),
    }
    if with_extensions:
        row["extended_attributes"] = _tell_more(report)
    return row


def _tell_standing(report: Report) -> str:
    words = str(STANDING_NAMES[Standing(report.standing)])
    joined = report.joined_to
    if report.standing == Standing.JOINED and joined is not None and joined.is_public:
        return f"{words}: {joined.code}"
    return words


def _tell_position(report: Report) -> tuple[float | None, float | None]:
    """Return the position that everybody may know; unchecked it is that of its cell."""
    secrecy = report.secrecy if report.is_public else Secrecy.ANONYMOUS
    position = show_position(report.lat, report.lon, secrecy=secrecy)
    return (position.lat, position.lon) if position else (None, None)


def _tell_more(report: Report) -> Row:
    return {
        "standing": report.standing,
        "kind": report.category.kind,
        "priority": report.priority,
        "verified": report.verified_at is not None,
        "verified_datetime": _say(report.verified_at),
        "first_answer_datetime": _say(report.first_answer_at),
        "mended_datetime": _say(report.mended_at),
        "confirmed_datetime": _say(report.confirmed_at),
        "reopened_count": report.reopened_count,
        "follower_count": report.follower_count,
        "media_urls": _list_photos(report, None),
    }


def _list_photos(report: Report, stage: str | None) -> list[str]:
    """Return addresses of public copies, where nobody's face or plate can be seen."""
    if not report.is_public:
        return []
    photos: list[ReportPhoto] = getattr(report, "published", [])
    return [
        settings.PUBLIC_URL + reverse("reports:show_public_photo", args=[report.code, photo.pk])
        for photo in photos
        if stage in {None, photo.stage}
    ]


def _say(moment: datetime | None) -> str | None:
    """Return a W3C date in the regency's time, to the second, with its zone."""
    return None if moment is None else localtime(moment).isoformat(timespec="seconds")
