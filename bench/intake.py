"""
Cases created per second over HTTP: validation, both clocks, chained audit, mail to the applicant.

python -m bench.intake [--quick]

Eight clients send JSON to /api/v1/cases of the real server, each from an address of its own, the
photo sent before; every applicant is somebody new. Client, server and database share the machine.
"""

import json
import sys
import threading
from collections.abc import Iterator
from time import perf_counter
from typing import Any
from uuid import uuid4

from bench.house import open_house
from bench.report import Figure, Scale, at_least, at_most, inform, percentile, run_alone
from bench.web import Browser, Web

CLIENTS = 8
GOAL, GOAL_MS = 120, 60
SLUG = "surat-keterangan-bepergian"
PER_ADDRESS = 50  # below what one network address may send in an hour
WARM_UP = 10


class Client(threading.Thread):
    """Sends its applications one after the other and remembers how long each took."""

    def __init__(self, number: int, port: int, bodies: list[bytes]) -> None:
        super().__init__()
        self.number, self.port, self.bodies = number, port, bodies
        self.times: list[float] = []
        self.refused: list[str] = []

    def run(self) -> None:
        for at, body in enumerate(self.bodies):
            if at % PER_ADDRESS == 0:
                browser = Browser(self.port, f"127.{self.number + 1}.{at // PER_ADDRESS}.1")
            began = perf_counter()
            answer = browser.send("POST", "/api/v1/cases", body, headers={
                "Content-Type": "application/json", "Idempotency-Key": str(uuid4()),
            })  # fmt: skip
            self.times.append(perf_counter() - began)
            if answer.status != 201:
                self.refused.append(answer.text[:300])


def run(scale: Scale) -> Iterator[Figure]:
    open_house(name="intake")
    count = scale.pick(400, 60)
    with Web() as web:
        bodies = _prepare(web, count=CLIENTS * (count + WARM_UP))
        _send(web, bodies[: CLIENTS * WARM_UP])
        cpu = web.cpu_seconds()
        clients, seconds = _send(web, bodies[CLIENTS * WARM_UP :])
        cpu = web.cpu_seconds() - cpu
    times = [taken * 1000 for client in clients for taken in client.times]
    refused = [why for client in clients for why in client.refused]
    if refused:
        raise SystemExit(f"{len(refused)} applications were refused: {refused[0]}")
    yield at_least(f"cases created over HTTP, {CLIENTS} clients", len(times) / seconds, "/s", GOAL)
    yield at_most("  until the answer, median", percentile(times, 0.5), "ms", GOAL_MS)
    yield inform("  until the answer, p95", percentile(times, 0.95), "ms")
    yield inform("  CPU of the web server for one case", cpu / len(times) * 1000, "ms")


def _prepare(web: Web, *, count: int) -> list[bytes]:
    """Load the regency, send one photo, and write all applications down."""
    from django.core.management import call_command
    from django.utils import timezone

    from bench.applications import list_applications

    call_command("load_regency", verbosity=0)
    claim = _send_photo(web)
    return [
        json.dumps({
            "service": SLUG,
            "applicant": {**one["applicant"], "consent": True},
            "answers": one["answers"],
            "files": {"ktp": claim},
        }).encode()
        for one in list_applications(SLUG, count=count, now=timezone.localtime())
    ]  # fmt: skip


def _send_photo(web: Web) -> Any:
    from kentongan.lobby.demo.papers import draw_paper

    edge = b"a-line-that-no-photo-holds"
    body = b"\r\n".join([
        b"--" + edge, b'Content-Disposition: form-data; name="file"; filename="ktp.jpg"',
        b"Content-Type: image/jpeg", b"", draw_paper("KTP"), b"--" + edge + b"--", b"",
    ])  # fmt: skip
    kind = f"multipart/form-data; boundary={edge.decode()}"
    answer = Browser(web.port).send("POST", "/api/v1/files", body, headers={"Content-Type": kind})
    return json.loads(answer.text)["claim"]


def _send(web: Web, bodies: list[bytes]) -> tuple[list[Client], float]:
    clients = [Client(n, web.port, bodies[n::CLIENTS]) for n in range(CLIENTS)]
    began = perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return clients, perf_counter() - began


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
