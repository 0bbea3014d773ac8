"""What anybody may read: services, places, offices, how promises were kept, the audit chain."""

from datetime import date, timedelta
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop

from ninja import Router
from ninja.params.functions import Path, Query

from kentongan.foundation.audit import chain as audit
from kentongan.lobby.api import telling_services as telling
from kentongan.lobby.api.errors import CursorWrong
from kentongan.lobby.api.paging import LARGEST_PAGE, PAGE, cut_page
from kentongan.lobby.api.shapes import catalogue as shapes
from kentongan.lobby.api.shapes.common import KEY, REGION, SLUG, show
from kentongan.lobby.api.telling_services import tell_office, tell_region, tell_score
from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from kentongan.rooms.services import api as services

OFFICE_KEY = r"^[a-z0-9][a-z0-9.-]*$"
MOST_FOUND = 50
Q: Any = Query("", description="Words to search by; typing errors are forgiven.", max_length=100)
LIMIT: Any = Query(PAGE, description="Size of the page.", ge=1, le=LARGEST_PAGE)
router = Router(tags=["public"])


def after(pattern: str, *, example: str) -> Any:
    """Describe a cursor."""
    said = "`next` of the page before; ignored while searching."
    return Query(
        "", description=said, pattern=f"^$|{pattern}", max_length=80, examples=show(example)
    )


@router.get(
    "/services", response=shapes.ServicePage, summary=gettext_noop("List or search services")
)
def list_services(
    request: HttpRequest,
    q: str = Q,
    category: str = Query(
        "", description="Key of a category.", pattern=f"^$|{SLUG}|{KEY}", max_length=40
    ),
    after: str = after(SLUG, example="surat-keterangan-usaha"),
    limit: int = LIMIT,
) -> shapes.ServicePage:
    """List services one can ask for today. With `q` the best matches, at most 50, on one page."""
    if q.strip():
        found = services.search_services(q, limit=MOST_FOUND)
        fitting = [each for each in found if category in {"", each.category_id}]
        return shapes.ServicePage(items=[telling.tell_service_line(s) for s in fitting], next=None)
    rows = services.list_services(category=category or None)
    page, following = cut_page(rows, after=after, limit=limit, key=lambda row: row.slug)
    return shapes.ServicePage(items=[telling.tell_service_line(s) for s in page], next=following)


@router.get(
    "/services/{slug:slug}",
    response=shapes.ServiceDetail,
    summary=gettext_noop("Read all about a service"),
)
def get_service(
    request: HttpRequest,
    slug: str = Path(description="Stable name of the service.", examples=show("akta-kelahiran")),
) -> shapes.ServiceDetail:
    """
    Tell its standard, route, promise beside reality, and the schema of its form.

    The 14 components are those of UU 25/2009 article 21.
    """
    return telling.tell_service(services.get_service(slug), now=localtime())


@router.get("/regions", response=shapes.RegionPage, summary=gettext_noop("List or search regions"))
def list_regions(
    request: HttpRequest,
    q: str = Q,
    parent: str = Query(
        "", description="Code of the region they lie in; without it, this regency.",
        pattern=f"^$|{REGION}",
    ),
    kind: Literal["", "province", "regency", "city", "district", "desa", "kelurahan"] = Query(
        "", description="Only regions of this kind, while searching."
    ),
    after: str = after(REGION, example="35.10.05"),
    limit: int = LIMIT,
) -> shapes.RegionPage:  # fmt: skip
    """List regions by Kemendagri code. With `q` the best matches on one page."""
    if q.strip():
        found = places.search_regions(_clean(q), kind=kind or None, limit=limit)
        return shapes.RegionPage(items=[tell_region(each) for each in found], next=None)
    rows = places.list_regions(parent=parent or str(settings.REGENCY_FACTS["code"]))
    page, following = cut_page(rows, after=after, limit=limit, key=lambda row: row.code)
    return shapes.RegionPage(items=[tell_region(each) for each in page], next=following)


@router.get("/offices", response=shapes.OfficePage, summary=gettext_noop("List or search offices"))
def list_offices(
    request: HttpRequest,
    q: str = Q,
    kind: Literal["", "village", "district", "agency", "regency"] = Query(
        "", description="Only offices of this kind."
    ),
    after: str = after(OFFICE_KEY, example="dinkes"),
    limit: int = LIMIT,
) -> shapes.OfficePage:
    """List offices of the regency. With `q` the best matches on one page."""
    if q.strip():
        found = places.search_offices(_clean(q), limit=limit)
        fitting = [each for each in found if kind in {"", each.kind}]
        return shapes.OfficePage(items=[tell_office(each) for each in fitting], next=None)
    rows = sorted(places.list_offices(kind=kind or None), key=lambda office: office.key)
    page, following = cut_page(rows, after=after, limit=limit, key=lambda row: row.key)
    return shapes.OfficePage(items=[tell_office(each) for each in page], next=following)


@router.get(
    "/scores", response=shapes.Scores, summary=gettext_noop("Read how offices keep their promises")
)
def list_scores(
    request: HttpRequest,
    days: int = Query(30, description="Length of the period until now.", ge=1, le=366),
) -> shapes.Scores:
    """Give every office with work in the period: on time, median, open, late, satisfaction."""
    now = localtime()
    scores = cases.list_office_scores(since=now - timedelta(days=days), until=now, now=now)
    items = [tell_score(each, office=places.get_office(each.office_id)) for each in scores]
    return shapes.Scores(days=days, items=items)


@router.get(
    "/audit/days",
    response=shapes.AuditDays,
    summary=gettext_noop("Read the heads of the audit chain"),
)
def list_audit_days(
    request: HttpRequest,
    after: str = after(r"^\d{4}-\d{2}-\d{2}$", example="2026-11-20"),
    limit: int = LIMIT,
) -> shapes.AuditDays:
    """
    Give the hash of the last line of each day, newest first.

    Who keeps one can prove a later change of any line before it.
    """
    days = audit.list_days(before=_read_date(after), limit=limit + 1)
    items = [
        shapes.AuditDay(
            date=day.date.isoformat(),
            last_line=day.last_id,
            lines=day.line_count,
            sha256=bytes(day.hash).hex(),
        )
        for day in days[:limit]
    ]
    return shapes.AuditDays(items=items, next=items[-1].date if len(days) > limit else None)


def _read_date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CursorWrong(fields={"after": CursorWrong.message}) from error


def _clean(text: str) -> str:
    return text.replace("\0", "")
