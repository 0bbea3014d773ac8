"""Who looks at a camera says for what; whoever opened it ends the looking at once."""

import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

from kentongan.config import archive
from kentongan.config.paths import ROOT
from kentongan.lobby.demo import lenses
from tests.journeys.looking import find_faults
from tests.journeys.marks import JOURNEY
from tests.journeys.persons import PHONE, SEND

pytestmark = JOURNEY
NAME = "Simpang Kenanga"
MAJOR = 15  # the oldest server the house runs on
LOOKS = """SELECT count(*) FROM camera_look l JOIN camera c ON c.id = l.camera_id
           WHERE c.name = %s AND l.purpose_words = %s"""


def read_backup(house: Any, folder: Path) -> bytes:
    """Return everything a backup of the house holds, the dump as plain SQL."""
    file = folder / "house.tar"
    command = [sys.executable, str(ROOT / "manage.py"), "backup", str(file)]
    subprocess.run(command, env=house.environment, check=True, capture_output=True)
    with tarfile.open(file) as tar:
        tar.extractall(folder, filter="data")
    tool = archive.find_program("pg_restore", major=MAJOR)
    plain = subprocess.run(
        [str(tool), "--file=-", str(folder / "database.dump")], check=True, capture_output=True
    )
    stored = [one.read_bytes() for one in (folder / "files").rglob("*") if one.is_file()]
    return b"".join([plain.stdout, *stored])


def list_commands() -> bytes:
    """Return the command lines and environments of our processes that anybody could list."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found.append((process / "cmdline").read_bytes())
        except OSError:
            continue
    return b"\n".join(found)


def go_to_wall(operator: Any, *, purpose: str, words: str) -> list[str]:
    """Log in, say for what one looks, and come to the wall; returns what axe found on the way."""
    operator.log_in(next_path=operator.address("/meja/kamera/").removeprefix(operator.house.url))
    faults = find_faults(operator.page, language=operator.language) if operator.script else []
    operator.type(purpose=purpose, words=words)
    operator.press(f"main form:has([name=purpose]) {SEND}")
    return faults


def find_tile(operator: Any, state: str = "") -> Any:
    now = f'[data-camera-now="{state}"]' if state else ""
    return operator.find(f'.tile[data-camera-name="{NAME}"]{now}').first


def test_the_police_see_a_street_until_the_grant_ends(invite, house):
    house.open_cameras()
    satria, lestari = invite("satria", language="en"), invite("lestari", width=PHONE)
    faults = go_to_wall(satria, purpose="security", words="Uji tayangan langsung")
    find_tile(satria, "live").wait_for()
    faults += find_faults(satria.page, language="en")
    lestari.log_in(next_path="/meja/kamera/izin/")
    faults += find_faults(lestari.page, language="id")

    lestari.unfold("main li:has(> b:has-text('Polresta')) details:has(form[action*='/akhiri/'])")
    lestari.page.fill("main details[open] [name=words]", "Keperluannya sudah selesai")
    lestari.press(f"main details[open] {SEND}")

    find_tile(satria, "ended").wait_for()
    assert "may not look" in find_tile(satria).inner_text()
    assert house.query(LOOKS, NAME, "Uji tayangan langsung")[0][0] == 1
    assert faults == []


def test_a_weak_network_gets_single_pictures_without_script(invite, house):
    house.open_cameras()
    tono = invite("tono", width=PHONE, script=False)
    go_to_wall(tono, purpose="traffic", words="Uji gambar satu per satu")
    tono.press('button[name="cara"][value="gambar"]')
    source = find_tile(tono).locator("img").get_attribute("src")

    assert tono.fetch(source).startswith(b"\xff\xd8")
    tono.press(f'.tile[data-camera-name="{NAME}"] figcaption a')
    assert tono.find("main img").first.is_visible()


def test_the_password_of_a_camera_stands_nowhere_in_clear(invite, house, tmp_path):
    house.open_cameras()
    camera = next(row for row in lenses.read_lenses()["cameras"] if "password" in row)
    secret = camera["password"].encode()
    tono = invite("tono", language="en")
    go_to_wall(tono, purpose="traffic", words="Uji kata sandi")
    tono.find(f'.tile[data-camera-name="{camera["name"]}"][data-camera-now="live"]').wait_for()

    assert secret not in tono.page.content().encode()
    assert secret not in list_commands()
    backup = read_backup(house, tmp_path)
    assert camera["name"].encode() in backup  # so it was looked at in clear
    assert secret not in backup
    for log in house.folder.glob("*.log"):
        assert secret not in log.read_bytes()
