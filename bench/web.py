"""The real web server for a bench, and a browser that keeps cookies and fills in forms."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType

from kentongan.config import env
from kentongan.config.paths import ROOT

START_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")


class Web:
    """`manage.py web` with two workers of four threads, on the bench's database."""

    def __init__(
        self,
        command: list[str] | None = None,
        *,
        ready: str = "/healthz",
        settings: dict[str, str] | None = None,
    ) -> None:
        self.settings = settings or {}
        self.is_ours = command is None
        self.port = find_port()
        self.command = command or [
            sys.executable, str(ROOT / "manage.py"), "web", "--workers", "2", "--threads", "4",
        ]  # fmt: skip
        self.ready = ready

    def __enter__(self) -> "Web":
        port = str(self.port)
        settings = {**env.everything(), "PORT": port, "GRANIAN_PORT": port, **self.settings}
        if self.is_ours:  # pages name their style and scripts by what was collected
            subprocess.run(
                [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "-v0"],
                cwd=ROOT, env={**settings, "STATIC_COLLECTED": "1"}, check=True,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
        self.child = subprocess.Popen(
            self.command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.child.poll() is None:
            try:
                if Browser(self.port).get(self.ready).status < 500:
                    return self
            except OSError:
                time.sleep(0.1)
        self.__exit__(None, None, None)
        raise SystemExit(f"{' '.join(self.command)} did not answer")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.terminate()
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()

    def cpu_seconds(self) -> float:
        """Return the CPU time of the server and its workers until now."""
        return sum(_read_cpu(pid) for pid in _list_family(self.child.pid))


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _list_family(pid: int) -> list[int]:
    """Return the process and all below it."""
    family = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            family += _list_family(int(child))
    return family


def _read_cpu(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICKS


@dataclass
class Answer:
    """What came back; `size` is what was sent over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """One visitor with a kept-alive connection and cookies, from an address of their own."""

    port: int
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.send("POST", path, urllib.parse.urlencode(fields).encode(), headers=sent)

    def follow(self, answer: Answer) -> Answer:
        """Go where a redirect leads."""
        return self.get(answer.headers["location"])

    def send(
        self, method: str, path: str, body: bytes | None = None, *, headers: dict[str, str]
    ) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=60, source_address=(self.address, 0)
            )
        sent = {"Host": f"127.0.0.1:{self.port}", **self.headers, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body=body, headers=sent)
        response = self.connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, names, content)


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "input" and facts.get("type") == "hidden" and facts.get("name"):
            self.found[str(facts["name"])] = facts.get("value") or ""


def read_hidden(html: str, *, action: str = "") -> dict[str, str]:
    """Return the hidden fields of the form with this action, as a browser would send them."""
    forms = re.findall(r"<form\b.*?</form>", html, re.DOTALL)
    chosen = [form for form in forms if action in form.partition(">")[0]]
    inputs = _Inputs()
    inputs.feed(chosen[0] if chosen else html)
    return inputs.found
