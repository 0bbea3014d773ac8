"""
A weekly digest to 100,000 readers through a local mail server, and with the sender killed.

python -m bench.mailing [--quick]

KENTONGAN_BENCH_READERS sets how many. django-newsletter comes from PyPI into var/peers/, sends to
as many as it can in reasonable time, by the same mail server, from the same PostgreSQL, in this
same run. Ours also writes each mail for its reader's language and wishes, and an entry a mail on
the disk by which nobody gets it twice; theirs is told once "sending" and never again after a kill.
"""

import os
import signal
import subprocess
import sys
import venv
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any
from uuid import UUID

from bench.house import make_database, open_house, use_server
from bench.report import Figure, Scale, at_least, at_most, inform, run_alone, say
from kentongan.config import env
from kentongan.config.paths import VAR

DOMAINS = ("surat.example", "kotak.example", "rumah.example", "kantor.example", "sekolah.example")
KILLS = 3
PEER_READERS = 3_000
FOLDER = VAR / "peers"
PYTHON = FOLDER / "newsletter" / "bin" / "python"
HERE = Path(__file__).parent / "peers"
PACKAGES = (
    "django-newsletter==1.2.1", "sorl-thumbnail==13.0.0", f"django=={version('django')}",
    f"psycopg[binary]=={version('psycopg')}",
)  # fmt: skip


def run(scale: Scale) -> Iterator[Figure]:
    count = int(env.text("KENTONGAN_BENCH_READERS") or scale.pick(100_000, 5_000))
    install()
    open_house(name="mailing")
    say(f"Making {count:,} readers ...")
    make_readers(count)
    ours = yield from _send_all(count)
    theirs = _send_theirs(min(count, PEER_READERS))
    yield inform(
        f"mails per second, django-newsletter ({min(count, PEER_READERS):,})", theirs, "/s"
    )
    yield at_least("  ours to theirs", ours / theirs, "times", 3)
    yield from _send_killed(count)


def install() -> None:
    """Give the peer a virtual environment of its own, once."""
    mark = FOLDER / "newsletter.installed"
    if mark.exists() and mark.read_text() == str(PACKAGES):
        return
    say("Installing the peer into var/peers/ ...")
    venv.create(FOLDER / "newsletter", with_pip=True, clear=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    mark.write_text(str(PACKAGES))


# --- The mail server ---


@dataclass
class SinkServer:
    """The sink in a process of its own, and what it noted."""

    port: int
    file: Path

    def list_receivers(self) -> list[str]:
        return [line.partition("\t")[0] for line in self.file.read_text().splitlines()]

    def count(self) -> int:
        with self.file.open("rb") as lines:
            return sum(1 for _ in lines)


@contextmanager
def open_sink() -> Iterator[SinkServer]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "taken"
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.mail_sink", str(file)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        try:
            yield SinkServer(int(process.stdout.readline()), file)
        finally:
            process.terminate()
            process.wait()


# --- Ours ---


def make_readers(count: int) -> None:
    """Write readers of three topics, some of one district, and eight things to tell."""
    from django.utils.timezone import localtime

    from kentongan.foundation.actors import TERMINAL
    from kentongan.rooms.mailing import api as mailing
    from kentongan.rooms.mailing.models import Reader, Subscription
    from kentongan.rooms.mailing.queries.sealed import index_address, seal_address

    now = localtime()
    for start in range(0, count, 5_000):
        readers = [
            Reader(
                id=UUID(int=(1 << 100) + at), email_sealed=seal_address(address),
                email_index=index_address(address), domain=address.rpartition("@")[2],
                language="en" if at % 10 == 0 else "id", confirmed_at=now,
            )
            for at in range(start, min(start + 5_000, count))
            for address in [make_address(at)]
        ]  # fmt: skip
        Reader.objects.bulk_create(readers)
        Subscription.objects.bulk_create(
            Subscription(
                reader=reader, topic=("news", "notices", "news/farm")[reader.id.int % 3],
                pace="weekly", since=now,
                districts=["35.10.05"] if reader.id.int % 7 == 0 else [],
            )
            for reader in readers
        )  # fmt: skip
    for number in range(8):
        mailing.announce(make_item(mailing, number, now), by=TERMINAL, now=now)


def make_address(number: int) -> str:
    return f"pembaca{number}@{DOMAINS[number % len(DOMAINS)]}"


def make_item(mailing: Any, number: int, now: Any) -> Any:
    words = {
        "id": "Perbaikan jalan dimulai pekan depan, dan warga diminta memilih jalan lain. " * 3,
        "en": "The repair of the road begins next week, and people are asked to go around. " * 3,
    }
    return mailing.Item(
        key=f"news:{number}", topic=("news", "news/farm", "notices", "news")[number % 4],
        title={"id": f"Kabar nomor {number}", "en": f"News number {number}"}, words=words,
        path=f"/kabar/2026/kabar-{number}/", published_at=now,
    )  # fmt: skip


def make_mailing(number: int) -> str:
    """Write an approved weekly edition of everything that was announced."""
    from datetime import timedelta

    from django.utils.timezone import localtime

    from kentongan.foundation.keys import make_key
    from kentongan.rooms.mailing.models import Mailing

    now = localtime()
    made = Mailing.objects.create(
        id=make_key(), kind="weekly", state="approved", since=now - timedelta(days=7), until=now,
        due_at=now - timedelta(minutes=number), approved_at=now, created_at=now,
    )  # fmt: skip
    return str(made.pk)


def start_sender(mailing: str, sink: SinkServer) -> "subprocess.Popen[str]":
    settings = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    return subprocess.Popen(
        [sys.executable, "-m", "bench.mail_sender", mailing],
        env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _send_all(count: int) -> Generator[Figure, None, float]:
    with open_sink() as sink:
        sender = start_sender(make_mailing(1), sink)
        told, _ = sender.communicate()
        taken, seconds = told.split()
        yield at_most("readers missed", count - len(set(sink.list_receivers())), "", 0)
    yield inform(f"mails per second, ours ({int(taken):,})", int(taken) / float(seconds), "/s")
    return int(taken) / float(seconds)


def _send_killed(count: int) -> Iterator[Figure]:
    """Kill the sender with -9 at a quarter, at half and at three quarters."""
    mailing = make_mailing(2)
    with open_sink() as sink:
        for kill in range(KILLS):
            sender = start_sender(mailing, sink)
            while sender.poll() is None and sink.count() < count * (kill + 1) // (KILLS + 1):
                sleep(0.01)
            sender.send_signal(signal.SIGKILL)
            sender.wait()
        began = perf_counter()
        start_sender(mailing, sink).communicate()
        say(f"killed {KILLS} times; the rest took {perf_counter() - began:.0f} s")
        got = Counter(sink.list_receivers())
    yield at_most(f"killed {KILLS} times: readers with two mails",
                  sum(times > 1 for times in got.values()), "", 0)  # fmt: skip
    yield at_most(f"killed {KILLS} times: readers with no mail", count - len(got), "", 0)
    yield inform("  handed over when the sender died, not repeated", _count_doubtful(mailing), "")


def _count_doubtful(mailing: str) -> int:
    from kentongan.rooms.mailing.models import Delivery

    return Delivery.objects.filter(mailing=UUID(mailing), state="doubtful").count()


# --- Theirs ---


def _send_theirs(count: int) -> float:
    server = use_server()
    make_database(server, name="newsletter", fresh=True)
    with open_sink() as sink:
        settings = {
            "PEER_DATABASE": "kentongan_newsletter", "PEER_SOCKET": str(server.sockets),
            "PEER_FOLDER": str(FOLDER / "media"), "PEER_PORT": str(sink.port),
            "PYTHONPATH": str(HERE), "DJANGO_SETTINGS_MODULE": "newsletter_site",
        }  # fmt: skip
        done = subprocess.run(
            [PYTHON, HERE / "newsletter_send.py", str(count)], check=True, text=True,
            env={**os.environ, **settings}, stdout=subprocess.PIPE,
        )  # fmt: skip
        if sink.count() != count:
            raise SystemExit(f"django-newsletter sent {sink.count()} of {count}")
    return count / float(done.stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
