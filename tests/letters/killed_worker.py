"""
A worker that dies at a chosen point of issuing: `python -m …killed_worker POINT`.

Started by test_letter_kills. SIGKILL at the point, as by a power cut; `none` works to the end.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django


def die_after(holder: Any, name: str) -> None:
    """Let the function do its work, then kill this process."""
    work: Callable[..., Any] = getattr(holder, name)

    def act(*args: Any, **facts: Any) -> Any:
        work(*args, **facts)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, name, act)


def set_trap(point: str) -> None:
    from kentongan.foundation.audit import chain  # noqa: PLC0415
    from kentongan.foundation.seal import LocalSigner  # noqa: PLC0415
    from kentongan.rooms.letters.services import issuing  # noqa: PLC0415
    from kentongan.rooms.services.services import letters  # noqa: PLC0415

    traps = {
        "number": (issuing, "_number"),
        "seal": (LocalSigner, "sign"),
        "file": (issuing, "store_bytes"),
        "chain": (chain, "record"),  # the last statement before the commit
        "commit": (letters, "_issue"),  # committed, but the job not yet ticked off
    }
    if point in traps:
        die_after(*traps[point])


def run(point: str) -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from kentongan.config.tasks import retry_stalled_jobs  # noqa: PLC0415

    set_trap(point)
    if point == "none":
        asyncio.run(retry_stalled_jobs(0))
    call_command("worker", concurrency=1, once=True)


if __name__ == "__main__":
    run(sys.argv[1])
