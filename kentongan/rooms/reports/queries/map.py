"""What the map shows: only public reports, as marks, as a list and as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.timezone import get_current_timezone, make_aware

from kentongan.rooms.places import api as places
from kentongan.rooms.reports.models import Category, Report
from kentongan.rooms.reports.models.report import STANDING_NAMES
from kentongan.rooms.reports.queries.categories import name_categories
from kentongan.rooms.reports.rules.filters import (
    KINDS,
    Filter,
    find_step,
    read_key,
    write_key,
)
from kentongan.rooms.reports.rules.positions import Position, show_position
from kentongan.rooms.reports.rules.words import OPEN, Standing, find_cell

PAGE = 20
MOST_OF_A_FILE = 10_000
MOST_MARKS = 1_500
ROWS_A_TIME = 1_000
COLUMNS = (
    "pk", "code", "category_id", "place_id", "place__full_name", "lat", "lon", "secrecy",
    "standing", "reported_at", "changed_at", "mended_at", "public_words", "follower_count",
    "reopened_count",
)  # fmt: skip
# Reports of one cell of the screen. An anonymous one counts in the middle of its own cell of 110 m
# (rules.positions); one that is alone is looked up by its code, and shown as everybody may know it.
MARKS = """
SELECT count(*), avg(lat), avg(lon), min(code COLLATE "C"),
       count(*) FILTER (WHERE standing IN ('working', 'waiting', 'received'))
FROM (SELECT code, standing,
             CASE secrecy WHEN 'open' THEN lat ELSE (cell_y + 0.5::float8) / 1000 END,
             CASE secrecy WHEN 'open' THEN lon ELSE (cell_x + 0.5::float8) / 1000 END
      FROM report WHERE {where}) shown (code, standing, lat, lon)
GROUP BY floor(lat / %s), floor(lon / %s)
ORDER BY count(*) DESC LIMIT %s
"""


@dataclass(frozen=True)
class Shown:
    """A public report in the list, in a file, or alone in its cell of the map."""

    code: str
    category: str
    category_slug: str
    place: str
    place_code: str
    words: str
    standing: str
    standing_name: str
    reported_at: datetime
    changed_at: datetime
    mended_at: datetime | None
    people: int
    reopened: int
    position: Position | None


@dataclass(frozen=True)
class Mark:
    """One mark of the map: a report, or how many lie there."""

    count: int
    open: int
    lat: float
    lon: float
    code: str = ""
    category: str = ""
    standing: str = ""
    standing_name: str = ""
    reported_at: datetime | None = None


@dataclass(frozen=True)
class Page:
    """One page of the list; `after` begins the next."""

    reports: list[Shown]
    after: str


def list_marks(wanted: Filter) -> list[Mark]:
    """Return what the map shows in a box at a zoom: single reports and clusters of a grid."""
    step = find_step(wanted.zoom or 0)
    where, params = _write_where(_filter(wanted).filter(cell_x__isnull=False))
    with connection.cursor() as cursor:
        cursor.execute(MARKS.format(where=where), [*params, step, step, MOST_MARKS])
        found = cursor.fetchall()
    alone = _look_up([code for count, _, _, code, _ in found if count == 1])
    return [
        _make_mark(alone[code]) if count == 1
        else Mark(count, is_open, _pull(lat, step), _pull(lon, step))
        for count, lat, lon, code, is_open in found
        if count > 1 or code in alone
    ]  # fmt: skip


def _look_up(codes: list[str]) -> dict[str, Shown]:
    if not codes:
        return {}
    known = name_categories()
    rows = Report.objects.public().filter(code__in=codes).values(*COLUMNS)
    return {row["code"]: _show(row, known) for row in rows}


def _pull(degrees: float, step: float) -> float:
    """Return where a cluster stands: between its reports' middle and its cell's, off the others."""
    middle = (degrees // step + 0.5) * step
    return round((degrees + middle) / 2, 5)


def list_page(wanted: Filter) -> Page:
    """Return a page of the list, newest first."""
    rows = _go_on(_filter(wanted), wanted.after)
    found = list(rows.order_by("-reported_at", "-pk").values(*COLUMNS)[: PAGE + 1])
    known = name_categories()
    shown = [_show(row, known) for row in found[:PAGE]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(shown, write_key(last["reported_at"], last["pk"]) if last else "")


def stream_reports(wanted: Filter) -> Iterator[tuple[Shown, str]]:
    """Give at most 10,000 reports, newest first, each with the key by which a file goes on."""
    rows = _go_on(_filter(wanted), wanted.after).order_by("-reported_at", "-pk")
    known = name_categories()
    for row in rows.values(*COLUMNS)[:MOST_OF_A_FILE].iterator(chunk_size=ROWS_A_TIME):
        yield _show(row, known), write_key(row["reported_at"], row["pk"])


def find_file_end(wanted: Filter) -> str:
    """Return the key after which the next file begins, empty when one file holds everything."""
    rows = _go_on(_filter(wanted), wanted.after).order_by("-reported_at", "-pk")
    ends = rows.values_list("reported_at", "pk")[MOST_OF_A_FILE - 1 : MOST_OF_A_FILE + 1]
    found = list(ends)
    return write_key(*found[0]) if len(found) > 1 else ""


def count_reports(wanted: Filter) -> int:
    """Count the public reports of a filter, wherever they are."""
    return int(_filter(wanted).count())


def _filter(wanted: Filter) -> Any:
    rows = Report.objects.public().filter(standing__in=wanted.standings)
    if wanted.categories:
        rows = rows.filter(category_id__in=wanted.categories)
    if wanted.kind:
        slugs = Category.objects.filter(kind=KINDS[wanted.kind]).values_list("slug", flat=True)
        rows = rows.filter(category_id__in=list(slugs))
    if wanted.since:
        rows = rows.filter(reported_at__gte=_begin(wanted.since))
    if wanted.until:
        rows = rows.filter(reported_at__lt=_begin(wanted.until) + timedelta(days=1))
    if wanted.region:
        rows = rows.filter(place_id__in=_list_codes(wanted.region))
    return _filter_box(rows, wanted)


def _list_codes(region: str) -> list[str]:
    """Return the codes of a region and everything in it."""
    return [one.code for one in places.list_regions(within=region)]


def _filter_box(rows: Any, wanted: Filter) -> Any:
    """Look into whole cells, so that no box finds out where in its cell a report lies."""
    box = wanted.box
    if box is None:
        return rows
    return rows.filter(
        cell_x__range=(find_cell(box.west), find_cell(box.east)),
        cell_y__range=(find_cell(box.south), find_cell(box.north)),
    )


def _go_on(rows: Any, after: str) -> Any:
    key = read_key(after)
    if key is None:
        return rows
    moment = datetime.fromtimestamp(key[0], get_current_timezone())
    return rows.filter(Q(reported_at__lt=moment) | Q(reported_at=moment, pk__lt=key[1]))


def _begin(day: Any) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _write_where(rows: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the conditions of a queryset on one table as SQL."""
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = rows.query.where.as_sql(compiler, connection)
    return sql, tuple(params)


def _make_mark(shown: Shown) -> Mark:
    spot = shown.position
    return Mark(
        1, int(shown.standing in OPEN), spot.lat if spot else 0, spot.lon if spot else 0,
        shown.code, shown.category, shown.standing, shown.standing_name, shown.reported_at,
    )  # fmt: skip


def _show(row: dict[str, Any], known: dict[str, Category]) -> Shown:
    return Shown(
        code=row["code"], category=known[row["category_id"]].name,
        category_slug=row["category_id"], place=row["place__full_name"],
        place_code=row["place_id"], words=row["public_words"], standing=row["standing"],
        standing_name=str(STANDING_NAMES[Standing(row["standing"])]),
        reported_at=row["reported_at"], changed_at=row["changed_at"], mended_at=row["mended_at"],
        people=1 + row["follower_count"], reopened=row["reopened_count"],
        position=show_position(row["lat"], row["lon"], secrecy=row["secrecy"]),
    )  # fmt: skip
