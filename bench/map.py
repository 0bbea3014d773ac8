"""
The public map with 100,000 reports: what a first visit loads, how long marks and files take.

python -m bench.map [--quick]
"""

import sys
from collections.abc import Iterator
from random import Random
from time import perf_counter
from urllib.parse import urlencode

from bench.pages import ASSETS, FONTS
from bench.report import Figure, Scale, at_most, inform, percentile, run_alone, say
from bench.reports_years import EAST, NORTH, SOUTH, WEST, open_reports
from bench.web import Browser, Web
from kentongan.config import env

PAGE_BYTES, MARKS_MS = 150_000, 150
STANDINGS = ("", "", "terbuka", "ditangani", "dikonfirmasi", "ditolak")
KINDS = ("", "", "", "pengaduan", "aspirasi")


def run(scale: Scale) -> Iterator[Figure]:
    env.change("STATIC_COLLECTED", "1")
    until = open_reports(scale)
    from django.core.management import call_command

    from kentongan.rooms.reports.queries.map import count_reports
    from kentongan.rooms.reports.rules.filters import read_filter

    call_command("collectstatic", interactive=False, verbosity=0)
    yield inform("public reports on the map", count_reports(read_filter({})), "")
    with Web() as web:
        yield from _visit(web)
        browser = Browser(web.port)
        questions = list(_list_questions(until.year, count=scale.pick(400, 60)))
        yield from _measure_marks(browser, questions)
        yield from _measure_pages(browser, questions[: scale.pick(100, 20)])
        yield from _measure_files(browser)


def _visit(web: Web) -> Iterator[Figure]:
    """Load the map as a browser with an empty cache does: page, styles, scripts, coast, marks."""
    browser = Browser(web.port, headers={"Accept-Encoding": "br, gzip"})
    plain = Browser(web.port)
    page = plain.get("/peta/")
    assets = [address for address in ASSETS.findall(page.text) if address.startswith("/static/")]
    wanted = [*assets, *_list_data(page.text)]
    for style in [address for address in wanted if address.endswith(".css")]:
        folder = style.rpartition("/")[0]
        wanted += [f"{folder}/{name}" for name in FONTS.findall(plain.get(style).text)]
    sizes = {address: browser.get(address).size for address in dict.fromkeys(wanted)}
    marks = plain.get("/peta/data.geojson?kotak=113.7,-8.9,114.8,-7.6&dekat=9")
    for address, size in sorted(sizes.items(), key=lambda one: -one[1])[:4]:
        say(f"{size / 1000:6.1f} KB {address}")
    say(f"{page.size / 1000:6.1f} KB the page, {marks.size / 1000:.1f} KB the first marks")
    total = page.size + marks.size + sum(sizes.values())
    yield at_most(
        "map page, first load with everything (page not compressed)", total, "B", PAGE_BYTES
    )


def _list_data(html: str) -> list[str]:
    return [part.partition('"')[0] for part in html.split('data-coast="')[1:] if part[0] == "/"]


def _list_questions(year: int, *, count: int) -> Iterator[str]:
    """Yield what people look at: boxes at all zooms, with one or two filters or none."""
    from kentongan.rooms.reports import api as reports

    random = Random(7)  # noqa: S311 - the same each time
    slugs = [category.slug for category in reports.list_categories()]
    for _ in range(count):
        zoom = random.randint(8, 17)
        half = 360 / 2**zoom
        lat, lon = random.uniform(SOUTH, NORTH), random.uniform(WEST, EAST)
        box = (lon - 2.5 * half, lat - 1.5 * half, lon + 2.5 * half, lat + 1.5 * half)
        yield urlencode([
            ("kotak", ",".join(f"{side:.4f}" for side in box)),
            ("dekat", zoom),
            *([("kategori", random.choice(slugs))] if random.random() < 0.4 else []),
            *([("dari", f"{year}-0{random.randint(1, 9)}-01")] if random.random() < 0.4 else []),
            ("keadaan", random.choice(STANDINGS)),
            ("jenis", random.choice(KINDS)),
            ("wilayah", random.choice(("", "", "35.10.16"))),
        ])  # fmt: skip


def _measure_marks(browser: Browser, questions: list[str]) -> Iterator[Figure]:
    browser.get(f"/peta/data.geojson?{questions[0]}")
    times = {query: _time(browser, f"/peta/data.geojson?{query}") for query in questions}
    say(f"slowest: {max(times, key=lambda query: times[query])}")
    values = list(times.values())
    yield inform("filtered GeoJSON over HTTP, median", percentile(values, 0.5), "ms")
    yield at_most("filtered GeoJSON over HTTP, p95", percentile(values, 0.95), "ms", MARKS_MS)


def _measure_pages(browser: Browser, questions: list[str]) -> Iterator[Figure]:
    times = [_time(browser, f"/peta/?{query}") for query in questions]
    yield inform("map page with its list, p95", percentile(times, 0.95), "ms")


def _measure_files(browser: Browser) -> Iterator[Figure]:
    for ending in ("geojson", "csv"):
        took = _time(browser, f"/peta/data.{ending}")
        size = browser.get(f"/peta/data.{ending}").size
        yield inform(f"a whole {ending} file of 10,000 reports", took, "ms")
        say(f"{size / 1_000_000:.1f} MB")


def _time(browser: Browser, address: str) -> float:
    began = perf_counter()
    answer = browser.get(address)
    took = (perf_counter() - began) * 1000
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return took


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
