"""
Peers side by side with ours: same machine, same PostgreSQL, same server, same run.

python -m bench.beside [--quick]

django-helpdesk (tickets) and SpiffWorkflow (three steps, state saved in each) come from PyPI into
var/peers/. Ours also validates against the form, counts working time and chains an audit line.
"""

import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from time import perf_counter

from bench.house import Stopwatch, make_database, open_years, use_server
from bench.report import Figure, Scale, inform, percentile, run_alone, say
from bench.steps import prepare, walk
from bench.web import Browser, Web, read_hidden
from kentongan.config.paths import VAR

FOLDER = VAR / "peers"
PYTHON = FOLDER / "venv" / "bin" / "python"
HERE = Path(__file__).parent / "peers"
PACKAGES = (
    "django-helpdesk==2.6.1", "SpiffWorkflow==3.2.0", f"django=={version('django')}",
    f"psycopg[binary]=={version('psycopg')}", f"granian=={version('granian')}",
)  # fmt: skip
CLIENTS = 8
TICKETS = 20_000
WARM_UP = 5
TURNS = (("forward", "Sari"), ("forward", "Joko"), ("grant", "Ratna"))
PROCESSES = 2
LIST_DATA = re.compile(r'"([^"]*datatables_ticket_list/[^"]+)"')


def run(scale: Scale) -> Iterator[Figure]:
    install()
    say(f"beside {', '.join(PACKAGES)}")
    theirs = Helpdesk.open(scale)
    yield from _compare_tickets(theirs, scale)
    yield from _compare_steps(scale)


def install() -> None:
    """Give the peers a virtual environment of their own, once."""
    mark = FOLDER / "installed"
    if mark.exists() and mark.read_text() == str(PACKAGES):
        return
    say("Installing the peers into var/peers/ ...")
    venv.create(FOLDER / "venv", with_pip=True, clear=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    mark.write_text(str(PACKAGES))


# --- Tickets and cases over HTTP ---


@dataclass
class Helpdesk:
    """django-helpdesk with tickets in a database of its own, and a session of its staff."""

    session: str
    settings: dict[str, str]

    @classmethod
    def open(cls, scale: Scale) -> "Helpdesk":
        server = use_server()
        make_database(server, name="peer", fresh=True)
        settings = {
            "PEER_DATABASE": "kentongan_peer", "PEER_SOCKET": str(server.sockets),
            "PEER_FOLDER": str(FOLDER / "media"), "PYTHONPATH": str(HERE),
            "DJANGO_SETTINGS_MODULE": "helpdesk_site",
        }  # fmt: skip
        filled = subprocess.run(
            [PYTHON, HERE / "helpdesk_fill.py", str(TICKETS)], check=True, text=True,
            env={**os.environ, **settings}, stdout=subprocess.PIPE,
        )  # fmt: skip
        return cls(filled.stdout.strip(), settings)

    def serve(self) -> Web:
        return Web(
            [str(PYTHON.with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
             "--workers", "2", "--blocking-threads", "4", "helpdesk_wsgi:application"],
            ready="/login/", settings=self.settings,
        )  # fmt: skip


def _compare_tickets(theirs: Helpdesk, scale: Scale) -> Iterator[Figure]:
    count = scale.pick(200, 30)
    with theirs.serve() as web:
        tickets = create_together(lambda number: submit_tickets(web, number, count))
        their_list = list_tickets(web, theirs.session, rounds=scale.pick(100, 20))
    yield inform("tickets created per second, django-helpdesk", tickets, "/s")
    ours = _run_intake(scale)
    yield inform("cases created per second, ours", ours, "/s")
    yield inform("  ours to theirs", ours / tickets, "times")
    yield inform(f"list of 25 among {TICKETS:,} tickets, django-helpdesk", their_list, "ms")
    our_list = _list_cases(rounds=scale.pick(100, 20))
    yield inform(f"desk of 25 among {TICKETS:,} cases, ours", our_list, "ms")
    yield inform("  theirs to ours", their_list / our_list, "times")


def create_together(send: Callable[[int], int]) -> float:
    """Let eight clients send at once; return how many were created per second."""
    sent: list[int] = []
    threads = [Thread(target=lambda n=n: sent.append(send(n))) for n in range(CLIENTS)]
    with Stopwatch() as watch:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sum(sent) / watch.seconds


def submit_tickets(web: Web, number: int, count: int) -> int:
    """Fill in the public form; the token of its first page serves for all, as ours needs none."""
    browser = Browser(web.port, f"127.9.{number}.1")
    hidden = read_hidden(browser.get("/tickets/submit/").text, action="submit")
    for at in range(count):
        answer = browser.post("/tickets/submit/", {
            **hidden, "title": f"Surat {at}", "body": "Untuk pengajuan modal usaha.",
            "priority": "3", "submitter_email": f"warga{number}x{at}@contoh.example",
        })  # fmt: skip
        if answer.status != 302:
            raise SystemExit(f"django-helpdesk answered {answer.status} to a ticket")
    return count


def _run_intake(scale: Scale) -> float:
    """Run our intake as the bench of that name does, in this very run."""
    file = FOLDER / "intake.json"
    command = [sys.executable, "-m", "bench.intake", "--json", str(file)]
    subprocess.run([*command, *(["--quick"] if scale.quick else [])], check=False,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    return float(json.loads(file.read_text())[0]["value"])


def list_tickets(web: Web, session: str, *, rounds: int) -> float:
    """Open the staff's list: the page, and the rows it fetches; return the median."""
    browser = Browser(web.port, cookies={"sessionid": session})

    def open_list() -> None:
        page = browser.get("/tickets/")
        found = LIST_DATA.search(page.text)
        if page.status != 200 or found is None:
            raise SystemExit("django-helpdesk shows no list")
        rows = json.loads(browser.get(f"{found[1]}?draw=1&start=0&length=25").text)
        if len(rows["data"]) != 25:
            raise SystemExit(f"django-helpdesk lists {len(rows['data'])} tickets")

    return time_median(open_list, rounds=rounds)


def _list_cases(*, rounds: int) -> float:
    open_years(Scale(quick=True, cases=TICKETS))
    from bench.visitors import OFFICER, make_scene

    scene = make_scene()
    session = scene.clients[OFFICER.capitalize()].cookies["sessionid"].value
    with Web() as web:
        browser = Browser(web.port, cookies={"sessionid": session})

        def open_list() -> None:
            page = browser.get("/meja/")
            if page.status != 200 or page.text.count('href="/meja/BWI-') < 25:
                raise SystemExit("our desk shows no 25 cases")

        return time_median(open_list, rounds=rounds)


def time_median(act: Callable[[], None], *, rounds: int) -> float:
    times = []
    for _ in range(rounds + 5):
        began = perf_counter()
        act()
        times.append((perf_counter() - began) * 1000)
    return percentile(times[5:], 0.5)


# --- Three steps ---


def _compare_steps(scale: Scale) -> Iterator[Figure]:
    count = scale.pick(300, 40)
    address, _ = make_database(use_server(), name="flow", fresh=True)
    command = [str(PYTHON), str(HERE / "spiff_steps.py"), str(count), address]
    with Stopwatch() as watch:
        walkers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
        spent = [float(walker.communicate()[0]) for walker in walkers]
    theirs = len(TURNS) * count * PROCESSES / max(spent)
    say(f"SpiffWorkflow was up and done in {watch.seconds:.1f} s")
    ours = _walk_ours(count)
    yield inform("steps of three-step applications, SpiffWorkflow", theirs, "/s")
    yield inform("steps of three-step applications, ours", ours, "/s")
    yield inform("  ours to theirs", ours / theirs, "times")


def _walk_ours(count: int) -> float:
    cases = (count + WARM_UP) * PROCESSES
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = pool.submit(prepare, "steps", turns=TURNS, count=cases).result().split(PROCESSES)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(walk, [part.first(WARM_UP) for part in parts]))
        rest = [part.without_first(WARM_UP) for part in parts]
        spent = [sum(times) for times in pool.map(walk, rest)]
    return len(TURNS) * count * PROCESSES / max(spent)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
