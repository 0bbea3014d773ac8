"""A process that dies is started again; one whose parent dies goes with it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from kentongan.config import processes
from kentongan.config.processes import House, Watched

PARENT_OF_A_PARENT = """
import os, sys, subprocess
sys.path.insert(0, os.getcwd())
os.environ["KENTONGAN_PARENT"] = str(os.getpid())
child = subprocess.Popen([sys.executable, "-c", '''
import time
from kentongan.config import processes
processes.check_parent()
print("up", flush=True)
time.sleep(60)
'''])
print(child.pid, flush=True)
child.wait()
"""


def make_watched(code: str) -> Watched:
    return Watched("test", [sys.executable, "-c", code], dict(os.environ))


def wait_until(condition, seconds: float = 8.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


def exists(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat") as file:  # noqa: PTH123
            return file.read().split()[2] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_a_child_dies_with_a_parent_that_was_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT_OF_A_PARENT], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert parent.stdout.readline() == "up\n"

    parent.kill()
    parent.wait()

    assert wait_until(lambda: not exists(child), 2)
    parent.stdout.close()


def test_a_child_whose_parent_died_before_it_woke_leaves_at_once(monkeypatch) -> None:
    monkeypatch.setenv("KENTONGAN_PARENT", "999999")

    with pytest.raises(SystemExit):
        processes.check_parent()


def test_a_dead_process_is_started_again_with_a_growing_pause(capsys) -> None:
    process = make_watched("raise SystemExit(3)")
    process.start()
    assert process.child is not None
    process.child.wait()

    process.look_after()
    first = process.pause
    process.start_again_at = 0
    process.look_after()
    process.child.wait()
    process.look_after()

    assert first == 2 * processes.SHORTEST_PAUSE
    assert process.pause == 4 * processes.SHORTEST_PAUSE
    assert "test ended with 3; starts again in 0.5 s" in capsys.readouterr().out


def test_stopping_takes_along_what_a_process_started() -> None:
    process = make_watched(
        "import subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(process.command, stdout=subprocess.PIPE, start_new_session=True)
    process.child = child
    assert child.stdout is not None
    grandchild = int(child.stdout.readline())

    House(watched=[process]).stop()

    assert wait_until(lambda: not exists(grandchild), 2)
    assert child.returncode == -signal.SIGTERM
    child.stdout.close()
