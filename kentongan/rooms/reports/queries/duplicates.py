"""Reports that may tell of the same thing, while somebody types and on an officer's desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kentongan.rooms.people import api as people
from kentongan.rooms.reports.models import Category, Report
from kentongan.rooms.reports.queries.categories import name_categories
from kentongan.rooms.reports.rules.likeness import Likeness, Traits, compare, find_stems
from kentongan.rooms.reports.rules.positions import show_position
from kentongan.rooms.reports.rules.words import Standing, find_cell

LIVE = (Standing.RECEIVED, Standing.WORKING, Standing.WAITING, Standing.MENDED)
LOOKS_BACK = timedelta(days=90)
MENDED_LATELY = timedelta(days=10)  # who sees it again reopens it rather than reports it
MOST_COMPARED = 80
LONGEST_WORDS = 1_000
COLUMNS = (
    "pk", "code", "category_id", "place_id", "place__full_name", "lat", "lon", "secrecy",
    "standing", "reported_at", "follower_count", "public_words", "description", "is_public",
)  # fmt: skip


@dataclass(frozen=True)
class Similar:
    """A report that is like the one being told, and why."""

    id: UUID
    code: str
    category: str
    place: str
    words: str
    standing: str
    reported_at: datetime
    people: int  # how many told of it or follow it
    is_public: bool
    likeness: Likeness


def find_similar(
    *,
    lat: float | None,
    lon: float | None,
    village_code: str,
    category: str,
    words: str,
    now: datetime,
    limit: int = 5,
    without: UUID | None = None,
    by: people.Actor,
) -> list[Similar]:
    """
    Return the reports most like this one, best first: public ones, and those of `by`'s offices.

    With a position it looks into the cells around it (about 330 m), else into the village. Secret
    reports and those not checked yet are compared only for offices with a part in them; anonymous
    ones stand in the middle of their cell, for whoever is not at such an office.
    """
    known = name_categories()
    mine = _describe(
        known, lat=lat, lon=lon, place=village_code, category=category, words=words[:LONGEST_WORDS]
    )
    rows = _list_near(lat=lat, lon=lon, village_code=village_code, now=now)
    if rows is None:
        return []
    visible = _keep_visible(rows, by=by).exclude(pk=without)
    newest = visible.order_by("-reported_at").values(*COLUMNS, *_own(by))[:MOST_COMPARED]
    found = (_compare(mine, row, known=known, now=now) for row in newest)
    alike = [similar for similar in found if similar.likeness.is_alike]
    return sorted(alike, key=lambda similar: -similar.likeness.score)[:limit]


def find_similar_to(report: Report, *, now: datetime, by: people.Actor) -> list[Similar]:
    """Return the reports most like one that an officer has before them."""
    return find_similar(
        lat=report.lat, lon=report.lon, village_code=report.place_id,
        category=report.category_id, words=report.description or report.public_words,
        now=now, without=report.pk, by=by,
    )  # fmt: skip


def _list_near(
    *, lat: float | None, lon: float | None, village_code: str, now: datetime
) -> Any | None:
    rows = Report.objects.filter(
        Q(standing__in=LIVE) & ~Q(standing=Standing.MENDED, mended_at__lt=now - MENDED_LATELY),
        reported_at__gt=now - LOOKS_BACK,
    )
    if lat is not None and lon is not None:
        x, y = find_cell(lon), find_cell(lat)
        around = {"cell_x__in": (x - 1, x, x + 1), "cell_y__in": (y - 1, y, y + 1)}
        return rows.filter(**around)
    return rows.filter(place_id=village_code) if village_code else None


def _keep_visible(rows: Any, *, by: people.Actor) -> Any:
    public = Q(is_public=True)
    if not by.offices:
        return rows.filter(public)
    return rows.annotate(is_own=_has_part(by)).filter(public | Q(is_own=True))


def _has_part(by: people.Actor) -> Exists:
    parts = Report.objects.filter(
        Q(case__steps__office_id__in=by.offices) | Q(case__intake_office_id__in=by.offices),
        pk=OuterRef("pk"),
    )
    return Exists(parts)


def _own(by: people.Actor) -> tuple[str, ...]:
    return ("is_own",) if by.offices else ()


def _compare(
    mine: Traits, row: dict[str, Any], *, known: dict[str, Category], now: datetime
) -> Similar:
    is_own = bool(row.get("is_own"))
    words = row["description"] if is_own else row["public_words"]
    lat, lon = row["lat"], row["lon"]
    if not is_own:
        shown = show_position(lat, lon, secrecy=row["secrecy"])
        lat, lon = (shown.lat, shown.lon) if shown else (None, None)
    other = _describe(
        known, lat=lat, lon=lon, place=row["place_id"], category=row["category_id"], words=words
    )
    days = (now - row["reported_at"]).total_seconds() / 86_400
    return Similar(
        id=row["pk"], code=row["code"], category=known[row["category_id"]].name,
        place=row["place__full_name"], words=words, standing=row["standing"],
        reported_at=row["reported_at"], people=1 + row["follower_count"],
        is_public=row["is_public"],
        likeness=compare(mine, other, days=days, other_words=words),
    )  # fmt: skip


def _describe(
    known: dict[str, Category], *, lat: float | None, lon: float | None, place: str, category: str,
    words: str,
) -> Traits:  # fmt: skip
    group = known[category].group if category in known else ""
    return Traits(lat, lon, place, category, group, find_stems(words))
