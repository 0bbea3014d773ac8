"""
Say whether the tests find a browser, and how to get one.

`--needed` fails without; `--install` fetches Debian's Chromium and its fonts, and programs that
nobody here wrote, to try ours with: an RTSP server, a camera's encoder, a calendar.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # draws no window around its pages: a fifth less work
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
)  # fmt: skip
PACKAGES = (
    "chromium", "fonts-noto-core", "fonts-noto-color-emoji", "fonts-liberation",
    # an RTSP server that nobody here wrote, for tests of cameras
    "python3-gi", "gir1.2-gst-rtsp-server-1.0", "gstreamer1.0-plugins-good",
    "gstreamer1.0-plugins-ugly",
    "ffmpeg",  # what ipycam encodes with, and the peer in bench.cameras
    "khal",  # a calendar program, for tests of calendars
)  # fmt: skip
SHELL = ("chromium-headless-shell",)  # not in every Debian: without it Chromium itself is used
PROGRAMS = ("ffmpeg", "khal")


def find_browser() -> str:
    """Return the path of a Chromium, or an empty string."""
    named = os.environ.get("CHROMIUM", "")
    found = [named] if named else [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in found if Path(path).exists()), "")


def install() -> None:
    """Fetch Chromium and fonts with apt, when this user may."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
    for command in (["apt-get", "update", "-q"], [*get, *PACKAGES], [*get, *SHELL]):
        subprocess.run([*sudo, *command], check=False, env=environment, stdout=sys.stderr)


def main() -> None:
    """Answer as the arguments ask."""
    if "--install" in sys.argv and not (find_browser() and all(map(shutil.which, PROGRAMS))):
        install()
    if find_browser():
        return
    print(
        "No Chromium found: the journeys in a browser are left out.\n"
        "  To get it on Debian and Ubuntu: python3 ops/browser.py --install\n"
        "  A browser of your own: CHROMIUM=/path/to/chromium make journeys",
        file=sys.stderr,
    )
    if "--needed" in sys.argv or "--install" in sys.argv:
        sys.exit(1)


if __name__ == "__main__":
    main()
