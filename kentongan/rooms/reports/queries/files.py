"""Public reports as files, line by line, so that a large one needs no memory."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kentongan.rooms.reports.queries.map import Shown, stream_reports
from kentongan.rooms.reports.rules.filters import Filter
from kentongan.rooms.reports.rules.geojson import make_feature
from kentongan.rooms.reports.rules.tables import write_cell

MARK = "\ufeff"  # tells spreadsheets that this is UTF-8
HEAD = (
    "code", "category", "category_name", "standing", "standing_name", "place_code", "place", "lat",
    "lon", "within_metres", "reported_at", "changed_at", "mended_at", "people", "reopened", "words",
    "url",
)  # fmt: skip
LINES_A_TIME = 200


def write_csv(wanted: Filter, *, pages: str) -> Iterator[str]:
    """Give the file in pieces: a head line, then a line a report; `pages` begins their address."""
    paper = io.StringIO()
    writer = csv.writer(paper)
    paper.write(MARK)
    writer.writerow(HEAD)
    for number, (shown, _key) in enumerate(stream_reports(wanted), start=1):
        facts = describe(shown, pages=pages)
        writer.writerow([write_cell(facts[name]) for name in HEAD])
        if number % LINES_A_TIME == 0:
            yield _empty(paper)
    yield _empty(paper)


def write_geojson(
    wanted: Filter, *, pages: str, more: str, licence: Mapping[str, str]
) -> Iterator[str]:
    """Give the file in pieces; `next` is the address of what did not fit."""
    head = {"licence": licence.get("name", ""), "licence_url": licence.get("url", ""), "next": more}
    yield '{"type":"FeatureCollection",' + _write(head)[1:-1] + ',"features":['
    between, paper = "\n", io.StringIO()
    for number, (shown, _key) in enumerate(stream_reports(wanted), start=1):
        facts = describe(shown, pages=pages)
        lat, lon = facts.pop("lat"), facts.pop("lon")
        paper.write(between + _write(make_feature(facts, lat=lat, lon=lon)))
        between = ",\n"
        if number % LINES_A_TIME == 0:
            yield _empty(paper)
    yield _empty(paper) + "\n]}\n"


def describe(shown: Shown, *, pages: str) -> dict[str, Any]:
    """Return what a file says of a report, by the names of HEAD."""
    spot = shown.position
    return {
        "code": shown.code,
        "category": shown.category_slug,
        "category_name": shown.category,
        "standing": shown.standing,
        "standing_name": shown.standing_name,
        "place_code": shown.place_code,
        "place": shown.place,
        "lat": spot.lat if spot else None,
        "lon": spot.lon if spot else None,
        "within_metres": spot.metres if spot else None,
        "reported_at": shown.reported_at.isoformat(timespec="seconds"),
        "changed_at": shown.changed_at.isoformat(timespec="seconds"),
        "mended_at": shown.mended_at.isoformat(timespec="seconds") if shown.mended_at else None,
        "people": shown.people,
        "reopened": shown.reopened,
        "words": shown.words,
        "url": f"{pages}{shown.code}/",
    }


def _write(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _empty(paper: io.StringIO) -> str:
    text = paper.getvalue()
    paper.seek(0)
    paper.truncate()
    return text
