"""
Every page against five years of data: questions to the database, bytes, CPU.

python -m bench.pages [--quick] [--cases 1000000]

Addresses are discovered, not listed: each that answers somebody with HTML is measured, with empty
caches. First visit and CPU come from the real web server (two workers of four threads).
"""

import re
import sys
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bench.house import Stopwatch, open_years
from bench.report import Figure, Scale, at_most, inform, run_alone, say
from bench.web import Answer, Browser, Web
from kentongan.config import env

HOME_BYTES, HOME_QUERIES = 60_000, 5
PAGE_BYTES, PAGE_QUERIES = 60_000, 15
KB = 1000
CONTROL = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)", re.IGNORECASE)
ASSETS = re.compile(r'(?:<link[^>]*?href|<script[^>]*?src|<img[^>]*?src)="([^"]+)"')
FONTS = re.compile(r'url\("?([^")]+\.woff2)"?\)')
MORE = {  # what a question mark adds: other parts of a page, long lists, a search
    "web:search": ("?q=surat+usaha",),
    "desk:show_desk": ("?antrean=office", "?antrean=waiting", "?antrean=done", "?cari=usaha"),
    "people:list_offices": ("?cari=desa",),
}


@dataclass(frozen=True)
class Seen:
    """One page, as somebody saw it."""

    name: str
    address: str
    who: str
    queries: int
    size: int
    ms: float


class Counter:
    """Counts questions to the database, while `with connection.execute_wrapper(it)`."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        self.count += not CONTROL.match(sql)
        return execute(sql, params, many, context)


def run(scale: Scale) -> Iterator[Figure]:
    env.change("STATIC_COLLECTED", "1")
    open_years(scale)
    from django.core.management import call_command

    from bench.visitors import make_scene

    call_command("collectstatic", interactive=False, verbosity=0)
    scene = make_scene()
    pages = list(_list_pages(scene))
    yield from _report_pages(pages)
    with Web() as web:
        yield from _visit_home(web)
        home, tracking = scene.addresses["home"], scene.addresses["tracking"]
        rounds = scale.pick(1_000, 200)
        yield _measure_cpu("the home page", web, home, {}, rounds=rounds)
        cookies = {"sessionid": scene.sessions["follower"]}
        yield _measure_cpu("a tracking page", web, tracking, cookies, rounds=rounds)


# --- Every page ---


def _list_pages(scene: Any) -> Iterator[Seen]:
    """Yield each address with the first persona who gets a page there."""
    without = []
    for name, address in scene.list_addresses():
        seen = [_look(name, address + more, scene) for more in ("", *MORE.get(name, ()))]
        yield from (one for one in seen if one)
        if not any(seen):
            without.append(name)
    say(f"addresses without a page by GET: {len(without)} ({', '.join(without)})")


def _look(name: str, address: str, scene: Any) -> Seen | None:
    from django.core.cache import cache
    from django.db import connection

    for who, client in scene.clients.items():
        if client.get(address).status_code != 200:
            continue
        cache.clear()
        counter = Counter()
        with connection.execute_wrapper(counter), Stopwatch() as watch:
            answer = client.get(address)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return None
        size, ms = len(answer.content), watch.seconds * 1000
        return Seen(name, address, who, counter.count, size, ms)
    return None


def _report_pages(pages: list[Seen]) -> Iterator[Figure]:
    home = next(page for page in pages if page.name == "web:show_home")
    others = [page for page in pages if page is not home]
    yield inform("pages found and measured", len(pages), "")
    yield at_most("home page: questions to the database", home.queries, "", HOME_QUERIES)
    for page in sorted(others, key=lambda page: -page.queries)[:5]:
        say(f"{page.queries:>3} questions, {page.size / KB:5.1f} KB: {page.address} as {page.who}")
    most = max(others, key=lambda page: page.queries)
    yield at_most(f"most questions of any other page ({most.name})", most.queries, "", PAGE_QUERIES)
    for page in sorted(pages, key=lambda page: -page.ms)[:3]:
        say(f"{page.ms:5.0f} ms with empty caches: {page.address} as {page.who}")
    slowest = max(pages, key=lambda page: page.ms)
    yield inform(f"slowest page, caches empty ({slowest.name})", slowest.ms, "ms")
    biggest = max(pages, key=lambda page: page.size)
    yield at_most(f"longest HTML ({biggest.name})", biggest.size / KB, "KB", PAGE_BYTES / KB)


# --- The home page over HTTP ---


def _visit_home(web: Web) -> Iterator[Figure]:
    """Fetch the home page and all it names, as a browser on its first visit."""
    browser = Browser(web.port, headers={"Accept-Encoding": "gzip, br"})
    page = browser.get("/")
    parts = {"HTML": page.size}
    html = _unpack(page)
    for address in dict.fromkeys(ASSETS.findall(html)):
        if urllib.parse.urlsplit(address).scheme or not address.startswith("/static/"):
            continue
        asset = browser.get(address)
        kind = address.rpartition(".")[2]
        parts[kind] = parts.get(kind, 0) + asset.size
        for font in FONTS.findall(_unpack(asset)) if kind == "css" else ():
            where = urllib.parse.urljoin(address, font)
            if where not in html:
                parts["woff2"] = parts.get("woff2", 0) + browser.get(where).size
    told = ", ".join(f"{kind} {size / KB:.1f}" for kind, size in parts.items())
    say(f"first visit of the home page, KB: {told}")
    yield at_most(
        "home page: transferred on the first visit", sum(parts.values()) / KB, "KB",
        HOME_BYTES / KB,
    )  # fmt: skip


def _unpack(answer: Answer) -> str:
    import gzip

    import brotli

    packed = answer.headers.get("content-encoding", "")
    if packed == "br":
        return str(brotli.decompress(answer.body).decode())
    if packed == "gzip":
        return gzip.decompress(answer.body).decode()
    return answer.body.decode(errors="replace")


def _measure_cpu(
    what: str, web: Web, address: str, cookies: dict[str, str], *, rounds: int
) -> Figure:
    def visit(count: int) -> None:
        browser = Browser(web.port, cookies=dict(cookies))
        for _ in range(count):
            answer = browser.get(address)
            if answer.status != 200:
                raise SystemExit(f"{address} answered {answer.status}")

    def visit_together(count: int) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(visit, [count // 4] * 4))

    visit_together(80)
    before = web.cpu_seconds()
    visit_together(rounds)
    spent = web.cpu_seconds() - before
    return inform(f"CPU of the web server for {what}", spent / rounds * 1000, "ms")


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
