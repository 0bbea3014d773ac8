"""
The news page among 1,000 articles, beside Wagtail: questions, CPU, requests per second.

python -m bench.news [--quick]

Same machine, same PostgreSQL, same server (two workers), same articles and clients, one run. Both
show what belongs to an article: ours by stems, Wagtail by tags, as its tutorial does. Whole pages
in memory are compared with Django's own cache of whole pages, the fastest that Wagtail can have.
They are asked in turn, a second each, so that a machine that is slower for a while is so for both.
"Uncached" keeps no page; ours keeps parts of them, as the site ships, and Wagtail's own template
cache is measured apart.
"""

import json
import os
import socket
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time, time_ns
from typing import Any

from bench.house import make_database, open_house, use_server
from bench.pages import Counter
from bench.report import Figure, Scale, at_least, at_most, inform, percentile, run_alone, say
from bench.web import Web
from kentongan.config.paths import VAR

ARTICLES = 1000
CLIENTS, READ = 4, 65_536
TURNS = 6
TIMES_UNCACHED = 5
MOST_QUERIES, MOST_MS = 4, 3
FOLDER = VAR / "peers"
PYTHON = FOLDER / "wagtail" / "bin" / "python"
HERE = Path(__file__).parent / "peers"
PACKAGES = (
    "wagtail==8.0.1", f"django=={version('django')}",
    f"psycopg[binary]=={version('psycopg')}", f"granian=={version('granian')}",
)  # fmt: skip
STEMS = [
    "desa",
    "layanan",
    "surat",
    "warga",
    "balai",
    "kecamatan",
    "jalan",
    "parkir",
    "trotoar",
    "pasar",
    "sawah",
    "nelayan",
    "panen",
    "sekolah",
    "kesehatan",
    "puskesmas",
    "antrean",
    "jadwal",
    "bus",
    "rabu",
    "loket",
    "berkas",
    "data",
    "kasus",
    "kamera",
    "laporan",
    "sampah",
    "sungai",
    "jembatan",
    "pelabuhan",
    "kapal",
    "wisata",
    "kopi",
    "jeruk",
    "beras",
    "udang",
    "koperasi",
    "pelatihan",
    "usaha",
]
TOPICS = ("layanan", "smart-kampung", "inovasi", "jalan-dan-parkir", "kesehatan", "ekonomi")


@dataclass(frozen=True)
class Told:
    """What both sides show."""

    title: str
    slug: str
    at: str
    topic: str
    summary: str
    text: str
    html: str
    tags: list[str]


def run(scale: Scale) -> Iterator[Figure]:
    install()
    open_house(name="news")
    told = fill()
    seconds = 6.0 if not scale.quick else 1.5
    yield from _look_inside(told, rounds=scale.pick(300, 60))
    yield from _race(told, seconds=seconds)


def install() -> None:
    """Give the peer a virtual environment of its own, once."""
    mark = FOLDER / "wagtail" / "installed"
    if mark.exists() and mark.read_text() == str(PACKAGES):
        return
    say("Installing Wagtail into var/peers/wagtail ...")
    venv.create(FOLDER / "wagtail", with_pip=True, clear=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    mark.write_text(str(PACKAGES))


# --- Articles ---


def fill() -> list[Told]:
    """Write 1,000 articles as published, and return them."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils.timezone import localtime

    from kentongan.foundation.actors import TERMINAL
    from kentongan.foundation.keys import make_key
    from kentongan.rooms.news.models import Article
    from kentongan.rooms.news.rules.content import Content
    from kentongan.rooms.news.services._related import relate
    from kentongan.rooms.news.services._texts import index_words, write_content

    call_command("load_regency", verbosity=0)
    now = localtime()
    told = [_tell(number, begin=now - timedelta(hours=ARTICLES)) for number in range(ARTICLES)]
    for each in told:
        at = now.fromisoformat(each.at)
        article = Article(id=make_key(), slug=each.slug, state="published", published_at=at,
                          made_at=at)  # fmt: skip
        content = Content(category=each.topic, title_id=each.title, summary_id=each.summary,
                          body_id=each.text)  # fmt: skip
        write_content(article, content, by=TERMINAL, now=at)
        article.save(force_insert=True)
        index_words(article)
    for pk in Article.objects.order_by("-published_at").values_list("pk", flat=True)[:200]:
        relate(pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself after some minutes
    return told


def _tell(number: int, *, begin: Any) -> Told:
    chance = Random(number)  # noqa: S311 - chance, not secrets
    tags = chance.sample(STEMS, 6)
    words = [" ".join(chance.choice([*STEMS, *tags]) for _ in range(60)) for _ in range(6)]
    paragraphs = [f"{part.capitalize()}." for part in words]
    text = "\n\n".join([*paragraphs[:3], "## Lebih jauh", *paragraphs[3:]])
    html = "".join(f"<p>{part}</p>" for part in paragraphs)
    title = f"{' '.join(tags[:4]).capitalize()} {number}"
    return Told(
        title, title.lower().replace(" ", "-"), (begin + timedelta(hours=number)).isoformat(),
        TOPICS[number % len(TOPICS)], f"Kabar tentang {', '.join(tags)}.", text, html, tags,
    )  # fmt: skip


# --- Inside one process: questions and CPU ---


def _look_inside(told: list[Told], *, rounds: int) -> Iterator[Figure]:
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client

    from kentongan.foundation.web.kept import forget_pages

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    path = _list_paths(told, ours=True)[1]
    answer = client.get(path)
    for name, address, most in (("list", "/kabar/", MOST_QUERIES), ("article", path, MOST_QUERIES)):
        forget_pages()
        caches["template_fragments"].clear()
        counter = Counter()
        with connection.execute_wrapper(counter):
            client.get(address)
        yield at_most(f"questions of the {name} page, nothing kept", counter.count, "", most)
    etag = {"If-None-Match": answer.headers["ETag"]}
    yield at_most("CPU of an article, unchanged", _cpu(client, path, rounds), "ms", MOST_MS)
    yield at_most("CPU of an article that the reader has (304)",
                  _cpu(client, path, rounds, headers=etag), "ms", MOST_MS)  # fmt: skip
    for name, address in (("the list", "/kabar/?n="), ("an article", f"{path}?n=")):
        yield inform(f"CPU of {name}, no page kept", _cpu(client, address, rounds), "ms")
        yield inform(f"CPU of {name}, no page and no part kept",
                     _cpu(client, address, rounds, forget=caches["template_fragments"].clear),
                     "ms")  # fmt: skip


def _cpu(
    client: Any, path: str, rounds: int, *, forget: Callable[[], None] | None = None, **how: Any
) -> float:
    """Return the median CPU of an answer; a path that ends with `=` is another one each time."""
    taken = []
    for number in range(rounds):
        if forget:
            forget()
        began = process_time()
        client.get(f"{path}{number}" if path.endswith("=") else path, **how)
        taken.append(process_time() - began)
    return percentile(taken, 0.5) * 1000


# --- Over HTTP ---


def _list_paths(told: list[Told], *, ours: bool) -> list[str]:
    """Return the list and the 50 newest articles."""
    newest = told[-50:]
    if ours:
        return ["/kabar/", *(f"/kabar/{each.at[:4]}/{each.slug}/" for each in newest)]
    return ["/kabar/", *(f"/kabar/{each.slug}/" for each in newest)]


@dataclass
class Tally:
    """What one server answered so far: how many, in how many seconds, for how much of its CPU."""

    answers: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def each_second(self) -> float:
        return self.answers / self.seconds

    @property
    def cpu_ms(self) -> float:
        return self.cpu / self.answers * 1000


def _race(told: list[Told], *, seconds: float) -> Iterator[Figure]:
    """Ask both for the list and for articles, fresh ones and kept ones."""
    own, other = _list_paths(told, ours=True), _list_paths(told, ours=False)
    with ExitStack() as stack:
        wagtail = _open_wagtail(told, stack)
        ours = stack.enter_context(Web())
        for how in ("uncached", "cached"):
            fresh = how == "uncached"
            for name, part in (("list", slice(1)), ("article", slice(1, None))):
                runners = [(ours, own[part]), (wagtail[how], other[part])]
                mine, theirs = _ask_in_turn(runners, seconds=seconds, fresh=fresh)
                yield from _compare(f"{name}, {how}", mine, theirs)
        for name, part in (("list", slice(1)), ("article", slice(1, None))):
            runners = [(wagtail["template cache"], other[part])]
            (found,) = _ask_in_turn(runners, seconds=seconds, fresh=False)
            yield inform(f"{name}: Wagtail with its template cache", found.each_second, "/s")


def _ask_in_turn(
    runners: list[tuple[Web, list[str]]], *, seconds: float, fresh: bool
) -> list[Tally]:
    for web, paths in runners:
        for _ in range(CLIENTS * 2):  # until every worker knows them
            _hammer(web.port, paths, 0.0, fresh)
    tallies = [Tally() for _ in runners]
    for _ in range(TURNS):
        for (web, paths), tally in zip(runners, tallies, strict=True):
            _ask(web, paths, tally, seconds=seconds / TURNS, fresh=fresh)
    return tallies


def _ask(web: Web, paths: list[str], tally: Tally, *, seconds: float, fresh: bool) -> None:
    before = web.cpu_seconds()
    with ProcessPoolExecutor(CLIENTS, mp_context=get_context("fork")) as pool:
        began = perf_counter()
        jobs = [pool.submit(_hammer, web.port, paths, seconds, fresh) for _ in range(CLIENTS)]
        tally.answers += sum(job.result() for job in jobs)
        tally.seconds += perf_counter() - began
    tally.cpu += web.cpu_seconds() - before


def _hammer(port: int, paths: list[str], seconds: float, fresh: bool) -> int:  # noqa: FBT001
    """Ask over one connection until the time is over, without a time once each; count answers."""
    answers, numbers = 0, count(os.getpid() * 10**20 + time_ns())
    with socket.create_connection(("127.0.0.1", port)) as line:
        until = perf_counter() + seconds
        while perf_counter() < until or (not seconds and answers < len(paths)):
            path = paths[answers % len(paths)]
            asked = f"{path}?n={next(numbers)}" if fresh else path
            line.sendall(f"GET {asked} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            _read_answer(line)
            answers += 1
    return answers


def _read_answer(line: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _receive(line)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"answered {head[:60]!r}")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    have = len(body)
    while have < length:
        have += len(_receive(line))


def _receive(line: socket.socket) -> bytes:
    data = line.recv(READ)
    if not data:
        raise SystemExit("the server hung up")
    return data


# --- Wagtail ---


def _open_wagtail(told: list[Told], stack: ExitStack) -> dict[str, Web]:
    """Fill Wagtail and start it thrice: nothing kept, parts of pages, whole pages."""
    server = use_server()
    make_database(server, name="wagtail", fresh=True)
    made = FOLDER / "made" / "wagtail_news_made"
    made.mkdir(parents=True, exist_ok=True)
    (made / "__init__.py").touch()
    settings = {
        "PEER_DATABASE": "kentongan_wagtail", "PEER_SOCKET": str(server.sockets),
        "PEER_FOLDER": str(FOLDER / "media"), "PYTHONPATH": f"{HERE}:{made.parent}",
        "DJANGO_SETTINGS_MODULE": "wagtail_site", "PEER_CACHE": "",
    }  # fmt: skip
    file = FOLDER / "articles.json"
    file.write_text(json.dumps([vars(each) for each in told]))
    say("Filling Wagtail with the same articles ...")
    subprocess.run([PYTHON, HERE / "wagtail_fill.py", file], check=True,
                   env={**os.environ, **settings})  # fmt: skip
    kinds = (("uncached", ""), ("template cache", "parts"), ("cached", "whole"))
    return {
        how: stack.enter_context(
            Web(_command(), ready="/kabar/", settings={**settings, "PEER_CACHE": cache})
        )
        for how, cache in kinds
    }


def _command() -> list[str]:
    return [
        str(PYTHON.with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
        "--workers", "2", "--blocking-threads", "4", "wagtail_wsgi:application",
    ]  # fmt: skip


def _compare(what: str, ours: Tally, theirs: Tally) -> Iterator[Figure]:
    yield inform(f"{what}: ours", ours.each_second, "/s")
    yield inform("  CPU of the server for one", ours.cpu_ms, "ms")
    yield inform(f"{what}: Wagtail", theirs.each_second, "/s")
    yield inform("  CPU of the server for one", theirs.cpu_ms, "ms")
    least = TIMES_UNCACHED if what.endswith("uncached") else 1
    yield at_least("  ours to Wagtail", ours.each_second / theirs.each_second, "times", least)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__ or ""))
