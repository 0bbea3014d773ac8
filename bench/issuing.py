"""
Letters issued per second through the service: number, PDF, seal, register, chain, end of case.

python -m bench.issuing [--quick]
"""

import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from time import process_time

from bench.house import Stopwatch, open_house
from bench.report import Figure, Scale, at_most, inform, percentile, run_alone
from kentongan.config import env

PROCESSES = 2
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
SLUG = "surat-keterangan-usaha"
ANSWERS = {
    "applicant_name": "Wati Contoh",
    "applicant_address": "Dusun Krajan RT 02 RW 01",
    "business_name": "Ternak bebek Sumberayu",
    "business_kind": "ternak",
    "business_since": "2019-03-01",
    "business_address": "Dusun Krajan RT 02 RW 01",
    "purpose": "pengajuan kredit ke bank",
}


def prepare(letters: int) -> list[str]:
    """Walk cases of one service to their grant at one office: the numbers stand in one row."""
    from django.conf import settings

    from kentongan.foundation.actors import TERMINAL
    from kentongan.rooms.cases import api as cases
    from kentongan.rooms.services import api as services
    from tests.people import SUMBERBERAS, make_people, make_regency

    make_regency()
    folk = make_people()
    services.load_services(settings.REGENCY_FOLDER, by=TERMINAL, now=NOW)
    place = {"code": SUMBERBERAS, "shown": "Sumberberas"}
    ids = []
    for _letter in range(letters):
        case = cases.submit_case(
            type_slug=SLUG, place_code=SUMBERBERAS, applicant_id=folk.persons["Wati"],
            answers={**ANSWERS, "business_village": place}, by=TERMINAL, now=NOW,
        )  # fmt: skip
        for name, decision in (("Sari", "forward"), ("Joko", "grant")):
            cases.decide(
                case_id=case.pk, version=case.version, decision=decision,
                by=folk.actor(name, now=NOW), now=NOW,
            )  # fmt: skip
            case.refresh_from_db()
        ids.append(str(case.pk))
    return ids


def issue(ids: list[str]) -> list[tuple[float, float]]:
    """Issue the letters of these cases; gives seconds and seconds of CPU of each."""
    open_house(fresh=False, name="issuing")
    from uuid import UUID

    from kentongan.foundation.actors import CLOCK
    from kentongan.rooms.services import api as services

    times = []
    for case_id in ids:
        cpu = process_time()
        with Stopwatch() as watch:
            services.issue_letter(case_id=UUID(case_id), by=CLOCK, now=NOW)
        times.append((watch.seconds, process_time() - cpu))
    return times


def run(scale: Scale) -> Iterator[Figure]:
    letters = scale.pick(300, 40)
    with tempfile.TemporaryDirectory() as folder:
        env.change("STORAGE_URL", f"file://{folder}")
        open_house(name="issuing")
        ids = prepare(letters + 2 * PROCESSES)
        from django.db import connections

        connections.close_all()
        # Fresh processes: typst's threads do not survive a fork.
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            warm = [ids.pop() for _ in range(2 * PROCESSES)]
            list(pool.map(issue, [warm[n::PROCESSES] for n in range(PROCESSES)]))
            with Stopwatch() as watch:
                parts = pool.map(issue, [ids[n::PROCESSES] for n in range(PROCESSES)])
                times = [pair for part in parts for pair in part]
        yield from report(times, seconds=watch.seconds)


def report(pairs: list[tuple[float, float]], *, seconds: float) -> Iterator[Figure]:
    """Give the figures and look at the numbers."""
    from kentongan.rooms.letters.models import Letter

    times, cpus = [pair[0] * 1e3 for pair in pairs], [pair[1] * 1e3 for pair in pairs]
    numbers = sorted(Letter.objects.values_list("number", flat=True))
    gaps = len(set(range(1, len(numbers) + 1)) ^ set(numbers)) + len(numbers) - len(set(numbers))
    yield inform(f"letters issued by the service, {PROCESSES} processes, one series",
                 len(times) / seconds, "/s")  # fmt: skip
    yield inform("  one letter, median", percentile(times, 0.5), "ms")
    yield inform("  one letter, p95", percentile(times, 0.95), "ms")
    yield inform("  one letter, CPU of the worker, median", percentile(cpus, 0.5), "ms")
    yield at_most("  numbers missing or given twice", gaps, "", 0)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
