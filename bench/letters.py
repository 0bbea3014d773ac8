"""
Letters set, sealed and checked, without a database; bench.issuing takes the whole way.

python -m bench.letters [--quick]
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.house import Stopwatch
from bench.report import Figure, Scale, at_least, inform, percentile, run_alone
from kentongan.config.paths import REGENCIES
from kentongan.foundation import press, seal

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
FOLDER = REGENCIES / "banyuwangi" / "letters"
MS = 1000


def run(scale: Scale) -> Iterator[Figure]:
    letters = scale.pick(300, 40)
    with Stopwatch() as watch:
        first = _make(FOLDER, 0, None)
    yield inform("first letter of a process, fonts loaded", watch.seconds * MS, "ms")
    authority = seal.Authority.create(name="Bench", now=NOW)
    credential = authority.issue(common_name="Bench", organisation="Bench", now=NOW)
    sealed = _seal(first, credential)
    yield inform("one sealed letter", len(sealed) / MS, "KB")
    yield _measure("set", letters, lambda number: _make(FOLDER, number, None))
    yield _measure("sealed", letters, lambda number: _seal(first, credential))
    roots = [authority.cert_pem]
    yield _measure("checked", letters, lambda number: seal.check(sealed, roots=roots))
    verdict = seal.check(sealed, roots=roots)
    yield at_least("the sealed letter is intact and trusted (1: yes)",
                   int(verdict.intact and verdict.trusted), "", 1)  # fmt: skip
    yield _measure_all_cores(letters)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield inform("memory at most", peak, "MB")


def _make(folder: Path, number: int, credential: seal.Credential | None) -> bytes:
    data: dict[str, Any] = json.loads((folder / "sample.json").read_text())
    data["number"] = f"470/{number:05d}/2026"
    data["verify_url"] += f"{number}/"
    images = {"qr.svg": press.qr_svg(data["verify_url"])}
    pdf = press.print_letter(template=folder / "sku.typ", data=data, images=images)
    return _seal(pdf, credential) if credential else pdf


def _seal(pdf: bytes, credential: seal.Credential) -> bytes:
    return seal.sign(
        pdf, credential=credential, reason="bench", location="bench", name="bench", at=NOW
    )


def _measure(what: str, letters: int, act: Callable[[int], object]) -> Figure:
    spent = []
    for number in range(letters):
        began = time.perf_counter()
        act(number)
        spent.append(time.perf_counter() - began)
    return inform(f"one letter {what}, median", percentile(spent, 0.5) * MS, "ms")


def _measure_all_cores(letters: int) -> Figure:
    cores = os.cpu_count() or 1
    # Fresh processes: typst's threads do not survive a fork, and the copy would wait for them.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        list(pool.map(_make_many, [2] * cores))
        with Stopwatch() as watch:
            list(pool.map(_make_many, [letters // cores] * cores))
    rate = letters // cores * cores / watch.seconds
    return inform(f"letters set and sealed, {cores} processes", rate, "/s")


def _make_many(letters: int) -> None:
    authority = seal.Authority.create(name="Bench", now=NOW)
    credential = authority.issue(common_name="Bench", organisation="Bench", now=NOW)
    for number in range(letters):
        _make(FOLDER, number, credential)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
