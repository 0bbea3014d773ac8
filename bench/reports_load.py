"""
Fifty people report at once with photos of 1 MB; and reports beside tickets of django-helpdesk.

python -m bench.reports_load [--quick]

Everybody comes from an address of their own, opens /lapor/ and sends the form with a photo as a
telephone makes it. Server, database, people and the redrawing of photos share two cores. Beside:
the same run, django-helpdesk from PyPI with its default settings (bench/beside.py).
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from random import Random
from threading import Barrier, Thread
from time import perf_counter
from urllib.parse import urlencode
from uuid import uuid4

from bench.beside import (
    CLIENTS,
    TICKETS,
    Helpdesk,
    create_together,
    install,
    list_tickets,
    submit_tickets,
    time_median,
)
from bench.house import open_house
from bench.report import Figure, Scale, at_most, inform, percentile, run_alone, say
from bench.reports_years import QUICK_REPORTS, REPORTS, open_reports
from bench.web import Browser, Web, read_hidden

PEOPLE, CORES = 50, 2
MEGABYTE = 1_000_000
PER_ADDRESS = 100  # below what one address may send in ten minutes
VILLAGE = "35.10.05.2001"
EDGE = b"a-line-that-no-photo-holds"


def run(scale: Scale) -> Iterator[Figure]:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    open_house(name="load")
    from django.core.management import call_command

    call_command("load_regency", verbosity=0)
    with Web() as web:
        yield from _report_together(web, rounds=scale.pick(4, 1))
        ours = create_together(lambda number: _send_reports(web, number, scale.pick(200, 30)))
    yield from _compare(ours, scale)


# --- Fifty at once ---


@dataclass
class Crowd:
    """What the fifty lived: seconds of each report, and what was no success."""

    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def _report_together(web: Web, *, rounds: int) -> Iterator[Figure]:
    photos = [_paint(number) for number in range(8)]
    size = sum(map(len, photos)) / len(photos) / MEGABYTE
    say(f"photos of {size:.2f} MB, {os.cpu_count()} cores, {CORES} used")
    crowd, start = Crowd(), Barrier(PEOPLE + 1)
    people = [
        Thread(target=_report, args=(web.port, number, photos, rounds, crowd, start))
        for number in range(PEOPLE)
    ]
    for person in people:
        person.start()
    start.wait()
    cpu, began = web.cpu_seconds(), perf_counter()
    for person in people:
        person.join()
    took, cpu = perf_counter() - began, web.cpu_seconds() - cpu
    for why in crowd.refused[:3]:
        say(why)
    count = len(crowd.seconds)
    yield at_most(f"{PEOPLE} people at once, {count} reports with 1 MB: errors",
                  len(crowd.refused), "", 0)  # fmt: skip
    yield inform("  reports", count / took, "/s")
    yield inform("  until the answer, median", percentile(crowd.seconds, 0.5), "s")
    yield inform("  until the answer, p95", percentile(crowd.seconds, 0.95), "s")
    yield inform("  CPU of the web server for one report", cpu / max(1, count) * 1000, "ms")


def _report(
    port: int, number: int, photos: list[bytes], rounds: int, crowd: Crowd, start: Barrier
) -> None:
    """Open the page, wait for the others, then report."""
    browser = Browser(port, f"127.30.{number + 1}.1", headers={"Accept": "application/json"})
    hidden = read_hidden(browser.get("/lapor/", Accept="text/html").text, action="kirim")
    start.wait()
    for at in range(rounds):
        photo = photos[(number + at) % len(photos)]
        body = _write_form({**hidden, **_describe(number * rounds + at)}, photo)
        began = perf_counter()
        try:
            answer = browser.send("POST", "/lapor/kirim/", body, headers={
                "Content-Type": f"multipart/form-data; boundary={EDGE.decode()}",
            })  # fmt: skip
        except OSError as error:
            crowd.refused.append(f"{type(error).__name__}: {error}")
            continue
        crowd.seconds.append(perf_counter() - began)
        if answer.status != 201:
            crowd.refused.append(f"{answer.status} {answer.text[:200]}")


def _describe(number: int) -> dict[str, str]:
    return {
        "case_id": str(uuid4()), "category": "jalan-rusak", "asked": "jalan-rusak",
        "description": f"Lubang nomor {number} di depan pasar.", "village_code": VILLAGE,
        "lat": f"{-8.4 - number % 97 / 1000:.5f}", "lon": f"{114.2 + number % 89 / 1000:.5f}",
        "place_words": "Depan pasar", "secrecy": "open", "phone": f"0812{number:08}",
    }  # fmt: skip


def _write_form(fields: dict[str, str], photo: bytes) -> bytes:
    parts = [
        b"\r\n".join([
            b"--" + EDGE, f'Content-Disposition: form-data; name="{name}"'.encode(), b"",
            value.encode(), b"",
        ])
        for name, value in fields.items()
    ]  # fmt: skip
    head = b"\r\n".join([
        b"--" + EDGE, b'Content-Disposition: form-data; name="photo"; filename="foto.jpg"',
        b"Content-Type: image/jpeg", b"", b"",
    ])  # fmt: skip
    return b"".join([*parts, head, photo, b"\r\n--" + EDGE + b"--\r\n"])


def _paint(number: int) -> bytes:
    """Draw a photo with as much detail as a street has, of about one megabyte."""
    from PIL import Image

    small = Image.frombytes("RGB", (500, 375), Random(number).randbytes(500 * 375 * 3))  # noqa: S311
    picture = small.resize((2000, 1500), Image.Resampling.BICUBIC)
    for quality in range(60, 100, 3):
        made = io.BytesIO()
        picture.save(made, "JPEG", quality=quality)
        if len(made.getvalue()) >= MEGABYTE:
            break
    return made.getvalue()


# --- Beside django-helpdesk ---


def _send_reports(web: Web, number: int, count: int) -> int:
    """Fill in the public form; the token of its first page serves for all, as theirs does."""
    for at in range(count):
        if at % PER_ADDRESS == 0:
            browser = Browser(web.port, f"127.31.{number + 1}.{at // PER_ADDRESS + 1}")
            hidden = read_hidden(browser.get("/lapor/").text, action="kirim")
        fields = {**hidden, **_describe(10_000 + number * count + at)}
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        answer = browser.send("POST", "/lapor/kirim/", urlencode(fields).encode(), headers=kind)
        if answer.status != 201:
            raise SystemExit(f"a report was answered {answer.status} {answer.text[:200]}")
    return count


def _compare(ours: float, scale: Scale) -> Iterator[Figure]:
    install()
    theirs = Helpdesk.open(scale)
    with theirs.serve() as web:
        count = scale.pick(200, 30)
        tickets = create_together(lambda number: submit_tickets(web, number, count))
        their_list = list_tickets(web, theirs.session, rounds=scale.pick(100, 20))
    yield inform(f"tickets created, {CLIENTS} clients, django-helpdesk", tickets, "/s")
    yield inform(f"reports created, {CLIENTS} clients, ours", ours, "/s")
    yield inform("  ours to theirs", ours / tickets, "times")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:  # another database
        our_list = pool.submit(_list_reports, scale).result()
    yield inform(f"page and 25 rows of {TICKETS:,} tickets, django-helpdesk", their_list, "ms")
    count = scale.pick(REPORTS, QUICK_REPORTS)
    yield inform(f"page and 25 rows of {count:,} reports, ours", our_list, "ms")
    yield inform("  theirs to ours", their_list / our_list, "times")


def _list_reports(scale: Scale) -> float:
    """Open the public page with its list and fetch 25 rows, as theirs does; return the median."""
    open_reports(scale)
    with Web() as web:
        browser = Browser(web.port)

        def open_list() -> None:
            page = browser.get("/peta/")
            if page.status != 200 or page.text.count('href="/peta/BWI-') < 20:
                raise SystemExit("our page lists no 20 reports")
            rows = json.loads(browser.get("/open311/v2/requests.json?page_size=25").text)
            if len(rows) != 25:
                raise SystemExit(f"ours lists {len(rows)} reports")

        return time_median(open_list, rounds=scale.pick(100, 20))


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
