"""
The news page among 1,000 articles, beside Wagtail: questions, CPU, requests per second.

python -m bench.news [--quick]

Same machine, same PostgreSQL, same server (two workers), same articles and clients, one run. Both
show what belongs to an article: ours by stems, Wagtail by tags, as its tutorial does. Whole pages
in memory are compared with Django's own cache of whole pages, the fastest that Wagtail can have.
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
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from bench.house import make_database, open_house, use_server
from bench.pages import Counter
from bench.report import Figure, Scale, at_least, at_most, inform, percentile, run_alone, say
from bench.web import Web
from kentongan.config.paths import VAR

ARTICLES = 1000
CLIENTS, READ = 4, 65_536
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
    with Web() as web:
        ours = _measure(web, _list_paths(told, ours=True), seconds=seconds)
    theirs = _run_wagtail(told, seconds=seconds)
    yield from _compare(ours, theirs)


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
class Speed:
    """Answers per second and CPU of the server for one of them."""

    each_second: float
    cpu_ms: float


def _measure(web: Web, paths: list[str], *, seconds: float) -> dict[str, Speed]:
    """Ask for the list and for articles, fresh ones and kept ones."""
    return {
        f"{name}, {how}": _ask(web, asked, seconds=seconds, fresh=how == "uncached")
        for name, asked in (("list", paths[:1]), ("article", paths[1:]))
        for how in ("uncached", "cached")
    }


def _ask(web: Web, paths: list[str], *, seconds: float, fresh: bool) -> Speed:
    for _ in range(CLIENTS * 2):  # until every worker knows them
        _hammer(web.port, paths, 0.0, fresh)
    before = web.cpu_seconds()
    began = perf_counter()
    with ProcessPoolExecutor(CLIENTS, mp_context=get_context("fork")) as pool:
        jobs = [pool.submit(_hammer, web.port, paths, seconds, fresh) for _ in range(CLIENTS)]
        answers = sum(job.result() for job in jobs)
    taken = perf_counter() - began
    return Speed(answers / taken, (web.cpu_seconds() - before) / answers * 1000)


def _hammer(port: int, paths: list[str], seconds: float, fresh: bool) -> int:  # noqa: FBT001
    """Ask over one kept connection until the time is over, at least once each; count answers."""
    answers, numbers = 0, count(os.getpid() * 1_000_000)
    with socket.create_connection(("127.0.0.1", port)) as line:
        until = perf_counter() + seconds
        while answers < len(paths) or perf_counter() < until:
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


def _run_wagtail(told: list[Told], *, seconds: float) -> dict[str, Speed]:
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
    paths = _list_paths(told, ours=False)
    found: dict[str, Speed] = {}
    for cache, how in (("", "uncached"), ("parts", "template cache"), ("whole", "cached")):
        with Web(_command(), ready="/kabar/", settings={**settings, "PEER_CACHE": cache}) as web:
            for name, asked in (("list", paths[:1]), ("article", paths[1:])):
                fresh = how == "uncached"
                found[f"{name}, {how}"] = _ask(web, asked, seconds=seconds, fresh=fresh)
    return found


def _command() -> list[str]:
    return [
        str(PYTHON.with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
        "--workers", "2", "--blocking-threads", "4", "wagtail_wsgi:application",
    ]  # fmt: skip


def _compare(ours: dict[str, Speed], theirs: dict[str, Speed]) -> Iterator[Figure]:
    for what, speed in ours.items():
        yield inform(f"{what}: ours", speed.each_second, "/s")
        yield inform("  CPU of the server for one", speed.cpu_ms, "ms")
        other = theirs[what]
        yield inform(f"{what}: Wagtail", other.each_second, "/s")
        yield inform("  CPU of the server for one", other.cpu_ms, "ms")
        least = TIMES_UNCACHED if what.endswith("uncached") else 1
        yield at_least("  ours to Wagtail", speed.each_second / other.each_second, "times", least)
    for what in ("list", "article"):
        parts = theirs[f"{what}, template cache"]
        yield inform(f"{what}: Wagtail with its template cache", parts.each_second, "/s")


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__ or ""))
