"""Kill -9 in the middle of issuing, at every point: issued once, numbered once, no gap."""

import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.db import connection

import pytest

from kentongan.config import env
from kentongan.foundation import seal
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.models import Letter, LetterCounter
from kentongan.rooms.letters.queries.signing import list_roots
from tests.letters.letter_makers import Apply, grant, issue, read
from tests.people import People

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]
POINTS = ["number", "seal", "file", "chain", "commit"]
WORKER = "tests.letters.killed_worker"


def name_database() -> str:
    """Return the address of the database of this test."""
    facts = connection.settings_dict
    query = f"?host={facts['HOST']}" if str(facts["HOST"]).startswith("/") else ""
    host = "" if query else f"{facts['HOST']}:{facts['PORT']}"
    return f"postgresql://{facts['USER']}:{facts['PASSWORD']}@{host}/{facts['NAME']}{query}"


def work(point: str) -> int:
    """Run a worker that dies at the point; returns how it ended."""
    stored: Any = settings.STORAGES["default"]
    folder = stored["OPTIONS"]["location"]
    environment = {
        **env.everything(), "DATABASE_URL": name_database(), "STORAGE_URL": f"file://{folder}",
        "SECRET_KEY": settings.SECRET_KEY,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", WORKER, point], env=environment, timeout=60, check=False,
        capture_output=True,
    )  # fmt: skip
    return done.returncode


def stop_hearts() -> None:
    """As if fifteen seconds had passed since a worker beat last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )


@pytest.mark.timeout(120)
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_worker_issues_once(point: str, apply: Apply, folk: People) -> None:
    case: Any = grant(apply, folk)

    killed = work(point)
    stop_hearts()
    finished = work("none")

    assert (killed, finished) == (-signal.SIGKILL, 0)
    letter = Letter.objects.get()
    assert letter.number == LetterCounter.objects.get().last_number == 1
    assert seal.check(read(letter), roots=list_roots()).holds
    assert cases.get_case(case.pk).state == cases.State.CLOSED
    actions = [line.action for line in audit.list_lines(f"case:{case.pk}")]
    assert actions.count("cases.finished") == 1
    assert issue(grant(apply, folk)).number == 2
