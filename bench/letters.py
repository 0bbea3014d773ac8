"""
Letters per second: set, sealed, checked, with all cores; and how much memory it takes.

python -m bench.letters [--letters 400] [--regency banyuwangi]
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kentongan.config.paths import REGENCIES
from kentongan.foundation import press, seal

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
MS = 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--letters", type=int, default=400)
    parser.add_argument("--regency", default="banyuwangi")
    chosen = parser.parse_args()
    folder = REGENCIES / chosen.regency / "letters"
    started = time.perf_counter()
    first = _make(folder, 0, None)
    _say(
        f"first letter, fonts loaded: {(time.perf_counter() - started) * MS:.0f} ms, "
        f"{len(first):,} bytes"
    )
    _measure("set", chosen.letters, lambda number: _make(folder, number, None))
    authority, credential = _make_credential()
    _seal(first, credential)
    sealed = _seal(first, credential)
    _measure("sealed", chosen.letters, lambda number: _seal(first, credential))
    _measure("set and sealed", chosen.letters, lambda number: _make(folder, number, credential))
    _measure(
        "checked", chosen.letters, lambda number: seal.check(sealed, roots=[authority.cert_pem])
    )
    _measure_all_cores(folder, chosen.letters)
    _say(f"sealed letter: {len(sealed):,} bytes; memory at most {_peak_mb():.0f} MB")


def _make_credential() -> tuple[seal.Authority, seal.Credential]:
    authority = seal.Authority.create(name="Bench", now=NOW)
    return authority, authority.issue(common_name="Bench", organisation="Bench", now=NOW)


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


def _measure(what: str, letters: int, act: Callable[[int], object]) -> None:
    spent = []
    cpu = time.process_time()
    for number in range(letters):
        started = time.perf_counter()
        act(number)
        spent.append(time.perf_counter() - started)
    cpu = (time.process_time() - cpu) / letters
    spent.sort()
    _say(
        f"{what}: {letters / sum(spent):.0f}/s in one process, "
        f"median {spent[letters // 2] * MS:.1f} ms, "
        f"99th percentile {spent[letters * 99 // 100] * MS:.1f} ms, {cpu * MS:.1f} ms of CPU"
    )


def _measure_all_cores(folder: Path, letters: int) -> None:
    cores = os.cpu_count() or 1
    # Fresh processes: typst's threads do not survive a fork, and the copy would wait for them.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        list(pool.map(_make_many, [folder] * cores, [2] * cores))
        started = time.perf_counter()
        list(pool.map(_make_many, [folder] * cores, [letters // cores] * cores))
        rate = letters // cores * cores / (time.perf_counter() - started)
    _say(f"set and sealed: {rate:.0f}/s on {cores} cores")


def _make_many(folder: Path, letters: int) -> None:
    _, credential = _make_credential()
    for number in range(letters):
        _make(folder, number, credential)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
