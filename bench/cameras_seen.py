"""
Live video in Chromium, with the player of the pages: first picture, behind live, back after a cut.

python -m bench.cameras_seen [--quick]; the pictures carry their number, which the page reads
"""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bench.report import Figure, Scale, at_least, at_most, inform, percentile, run_alone, say
from bench.video import FIRST_CAMERA, Live, open_cameras, open_viewers
from bench.web import find_port
from kentongan.config import env
from kentongan.config.paths import ROOT

FILM = {"width": 1280, "height": 720, "rate": 25, "group": 25, "seconds": 8, "kbits": 2000}
PLAYER = ROOT / "kentongan/rooms/cameras/static/cameras/player.js"
RUNNING_S, COLD_S, BEHIND_S, BACK_S, AT_ONCE = 0.5, 2.0, 1.5, 10.0, 4
TILE = """<figure data-camera data-camera-address="{address}" data-camera-token="{camera}">
<video muted playsinline width="320"></video><span data-camera-state></span></figure>"""
READ_NUMBER = """
(video) => {
  const canvas = document.createElement("canvas");
  canvas.width = 192; canvas.height = 16;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(video, 0, 0, 192, 16, 0, 0, 192, 16);
  const now = Date.now(), dots = pen.getImageData(0, 0, 192, 16).data;
  let number = 0;
  for (let bit = 0; bit < 12; bit++) {
    if (dots[(8 * 192 + bit * 16 + 8) * 4] > 120) number |= 1 << bit;
  }
  return [number, now];
}
"""
FIRST = """
() => [...document.querySelectorAll("[data-camera]")].every((tile) => tile.dataset.cameraFirst)
"""


class Page:
    """A small web server with one page; `/?25000,25001` shows these cameras."""

    def __init__(self) -> None:
        self.port = find_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.live = ""
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = page.answer(self.path)
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return None

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path: str) -> tuple[str, bytes]:
        if path.endswith(".js"):
            return "text/javascript", PLAYER.read_bytes()
        tiles = "".join(
            TILE.format(address=self.live, camera=camera)
            for camera in path.partition("?")[2].split(",")
            if camera.isdigit()
        )
        html = f"<!doctype html><body data-camera-words>{tiles}<script src=/p.js></script>"
        return "text/html", html.encode()


def run(scale: Scale) -> Iterator[Figure]:
    from playwright.sync_api import sync_playwright

    path = env.text("CHROMIUM") or shutil.which("chromium") or ""
    page = Page()
    with (
        open_cameras(30, **FILM) as source,
        Live(origin=page.origin) as live,
        open_viewers(live, [FIRST_CAMERA + at for at in range(AT_ONCE)]),
        sync_playwright() as playwright,
    ):
        page.live = f"http://127.0.0.1:{live.port}/live"
        browser = playwright.chromium.launch(
            executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        seen = browser.new_page()
        time.sleep(3)
        yield from _first(seen, page, rounds=scale.pick(20, 5))
        yield from _behind(seen, page, seconds=scale.pick(30, 8))
        yield from _cut(seen, page, source, rounds=scale.pick(5, 1))
        browser.close()
    page.close()


def _first(seen: Any, page: Page, *, rounds: int) -> Iterator[Figure]:
    running = [_open(seen, page, [FIRST_CAMERA]) for _ in range(rounds)]
    yield inform("first picture of a running camera, median", percentile(running, 0.5), "s")
    yield at_most(
        "first picture of a running camera, p95", percentile(running, 0.95), "s", RUNNING_S
    )
    cold = [_open(seen, page, [FIRST_CAMERA + 10 + at]) for at in range(min(rounds, 20))]
    yield inform(
        "first picture of a camera that nobody looked at, median", percentile(cold, 0.5), "s"
    )
    yield at_most("first picture of such a camera, slowest", max(cold), "s", COLD_S)


def _open(seen: Any, page: Page, cameras: list[int]) -> float:
    """Return the seconds from opening the page until its last camera shows a picture."""
    seen.goto("about:blank")
    seen.goto(f"{page.origin}/?{','.join(map(str, cameras))}", wait_until="commit")
    seen.wait_for_function(FIRST, timeout=15_000, polling=20)
    times = (
        "[...document.querySelectorAll('[data-camera]')].map(t => Number(t.dataset.cameraFirst))"
    )
    return float(max(seen.evaluate(times))) / 1000


def _behind(seen: Any, page: Page, *, seconds: int) -> Iterator[Figure]:
    """Four at once: read the number in each picture, which tells when the camera sent it."""
    four = [FIRST_CAMERA + at for at in range(AT_ONCE)]
    yield at_most(
        "four at once, until the last shows a picture", _open(seen, page, four), "s", COLD_S
    )
    time.sleep(3)
    behind: list[float] = []
    numbers: dict[int, set[int]] = {}
    for _ in range(seconds * 4):
        for at, video in enumerate(seen.query_selector_all("video")):
            number, now = seen.evaluate(READ_NUMBER, video)
            numbers.setdefault(at, set()).add(number)
            length = FILM["rate"] * FILM["seconds"]
            late = (now / 1000 * FILM["rate"] - number) % length / FILM["rate"]
            behind.append(late)
        time.sleep(0.2)
    yield at_most("behind live, median of four", percentile(behind, 0.5), "s", BEHIND_S)
    yield inform("behind live, p95", percentile(behind, 0.95), "s")
    least = min(len(one) for one in numbers.values())
    yield at_least("different pictures seen of the slowest of four", least, "", seconds * 2)


def _cut(seen: Any, page: Page, source: Any, *, rounds: int) -> Iterator[Figure]:
    """Cut one camera for some seconds; measure from its return to the next picture."""
    _open(seen, page, [FIRST_CAMERA])
    times = []
    for away in [3, 8, 15, 5, 20][:rounds]:
        source.tell("cut 0")
        time.sleep(away)
        told = seen.evaluate("document.querySelector('[data-camera]').dataset.cameraNow")
        say(f"after {away} s without: {told}")
        began = time.monotonic()
        source.tell("back 0")
        wanted = "() => document.querySelector('[data-camera]').dataset.cameraNow === 'live'"
        seen.wait_for_function(wanted, timeout=30_000, polling=50)
        times.append(time.monotonic() - began)
        time.sleep(2)
    yield at_most("camera cut and back: picture returns, slowest", max(times), "s", BACK_S)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
