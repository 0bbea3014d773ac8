"""Start, watch and stop the processes of one installation, so that none is ever left behind."""

import contextlib
import ctypes
import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kentongan.config import env
from kentongan.config.paths import ROOT

PARENT = "KENTONGAN_PARENT"  # number of the process that watches this one
PR_SET_PDEATHSIG = 1
SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 20.0
STOP_SECONDS = 8.0
CARETAKER_ROUNDS = 5


class Watched:
    """One child process: restarted when it dies, with a pause that grows."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = [*command]
        self.environment = dict(environment)
        self.child: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.start_again_at = 0.0
        self.pause = SHORTEST_PAUSE

    def start(self) -> None:
        """Start the process in a group of its own, out of reach of the terminal's Ctrl-C."""
        self.started_at = time.monotonic()
        self.child = subprocess.Popen(  # noqa: S603 - our own command
            self.command,
            cwd=ROOT,
            env={**self.environment, PARENT: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def look_after(self) -> None:
        """Start it again when it is dead and its pause is over."""
        now = time.monotonic()
        if self.child is None:
            if now >= self.start_again_at:
                self.start()
            return
        code = self.child.poll()
        if code is None:
            return
        self.signal(signal.SIGKILL)  # what it may have left in its group
        if now - self.started_at > HEALTHY_AFTER:
            self.pause = SHORTEST_PAUSE
        say(f"{self.name} ended with {code}; starts again in {self.pause:.1f} s")
        self.child = None
        self.start_again_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and all it started."""
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.child.pid, number)

    def is_running(self) -> bool:
        return self.child is not None and self.child.poll() is None


class Errand(Watched):
    """A child process that runs once; `then(is_good=…)` is called when it has ended."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str],
        *, then: Callable[..., None],
    ) -> None:  # fmt: skip
        super().__init__(name, command, environment)
        self.then: Callable[..., None] | None = then

    def look_after(self) -> None:
        """Call `then` once when the process has ended."""
        code = None if self.child is None else self.child.poll()
        then = self.then
        if code is None or then is None:
            return
        if code != 0:
            say(f"{self.name} ended with {code}")
        self.then = None
        then(is_good=code == 0)


@dataclass
class House:
    """All watched processes together."""

    watched: list[Watched] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    caretaker: Callable[[], None] = lambda: None  # looks after what is not a child, now and then

    def add(self, name: str, *arguments: str, waits: bool = False) -> None:
        """Add a process that is one of our own commands; it may wait for `start_others`."""
        process = Watched(name, make_command(*arguments), env.everything())
        process.start_again_at = math.inf if waits else 0.0
        self.watched.append(process)

    def add_after(
        self, errand: str, name: str, *arguments: str, when_done: Callable[[], None]
    ) -> None:
        """Add an errand, one of our own commands, and a process that starts when it is done."""
        process = Watched(name, make_command(*arguments), env.everything())

        def then(*, is_good: bool) -> None:
            if is_good:
                when_done()
            process.start()
            self.watched.append(process)

        self.watched.append(Errand(errand, make_command(errand), env.everything(), then=then))

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        for process in self.watched:
            if process.start_again_at < math.inf:
                process.start()

    def start_others(self) -> None:
        """Let those that waited start: people are served now."""
        for process in self.watched:
            if process.start_again_at == math.inf:
                process.start_again_at = 0.0

    def watch(self) -> None:
        """Watch until told to stop, then stop everything."""
        rounds = 0
        try:
            while not self.stopping.wait(0.2):
                rounds += 1
                if rounds % CARETAKER_ROUNDS == 0:
                    self.caretaker()
                for process in [*self.watched]:
                    process.look_after()
        finally:
            self.stop()

    def stop(self) -> None:
        """Ask politely, wait, then insist."""
        for process in self.watched:
            if process.child is not None:
                with contextlib.suppress(ProcessLookupError):
                    process.child.terminate()
        until = time.monotonic() + STOP_SECONDS
        while any(process.is_running() for process in self.watched) and time.monotonic() < until:
            time.sleep(0.05)
        for process in self.watched:
            process.signal(signal.SIGKILL)
            if process.child is not None:
                process.child.wait()


def make_command(*arguments: str) -> list[str]:
    """Return the command line of one of our own commands."""
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def die_with_parent() -> None:
    """
    Ask the kernel to end this process when its parent dies, even by kill -9.

    Called at the start of each process that `up` watches and of each worker that a server forks.
    """
    watched = env.text(PARENT)
    if not watched:
        return
    parent = os.getppid()
    if parent == 1 and watched != "1":
        raise SystemExit(1)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    threading.Thread(target=_leave_when_orphaned, args=(parent,), daemon=True).start()


def _leave_when_orphaned(parent: int) -> None:
    """End this process for good when its parent is gone: the slow, certain way."""
    while os.getppid() == parent:
        time.sleep(1)
    time.sleep(3)  # time for the polite way
    os._exit(1)


def check_parent() -> None:
    """Leave at once when `up` died before this process came to life."""
    watched = env.integer(PARENT, 0)
    if watched and os.getppid() != watched:
        raise SystemExit(1)
    die_with_parent()


def wait_for_port(port: int, *, seconds: float = 6.0) -> bool:
    """Wait until nobody listens on a port any more; False when somebody still does."""
    until = time.monotonic() + seconds
    while not _is_free(port):
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.text("BIND", "127.0.0.1"), port))
        except OSError:
            return False
    return True
