"""Somebody with a device: what a hand does, named by what forms and pages are called."""

import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from kentongan.lobby.demo.papers import draw_paper
from kentongan.rooms.people.rules.codes import PERIOD, make_code
from tests.journeys.running import House, wait_until

PHONE, SCREEN = 360, 1280
HEIGHT = 800
SEND = "button:not([type=button])"
LIVE_SECONDS = 2
_used: set[tuple[str, int]] = set()  # codes of a second factor are taken once


class Person:
    """A person, their browser and the language they read."""

    def __init__(
        self,
        browser: Any,
        house: House,
        *,
        name: str = "",
        width: int = SCREEN,
        language: str = "id",
        script: bool = True,
        sharpness: int = 1,
    ) -> None:
        self.house = house
        self.facts = find_facts(name)
        self.language, self.script = language, script
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            has_touch=width == PHONE,
            device_scale_factor=sharpness,
            java_script_enabled=script,
            locale="id-ID" if language == "id" else "en-GB",
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()

    def leave(self) -> None:
        self.context.close()

    def address(self, path: str) -> str:
        return self.house.url + ("" if self.language == "id" else f"/{self.language}") + path

    def open(self, path: str) -> None:
        """Go to a page in one's own language."""
        self.page.goto(path if path.startswith("http") else self.address(path))

    def shows_page(self, path: str) -> bool:
        """Tell whether an address answers with a page, not a part, a file or a way elsewhere."""
        answer = self.context.request.get(self.address(path), max_redirects=0)
        return bool(answer.ok and answer.body().lstrip()[:9].lower() == b"<!doctype")

    def find(self, selector: str) -> Any:
        return self.page.locator(selector)

    def sees(self, selector: str, *, seconds: float = 15) -> bool:
        """Wait for something to be seen; without script by asking for the page again."""
        if self.script:
            self.find(selector).first.wait_for(timeout=seconds * 1000)
            return True
        until = time.monotonic() + seconds
        while not self.find(selector).first.is_visible():
            if time.monotonic() > until:
                return False
            time.sleep(0.5)
            self.page.reload()
        return True

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the next page."""
        self.find(selector).first.click()
        self.page.wait_for_load_state()

    def unfold(self, selector: str) -> None:
        """Open a part that is folded away."""
        if self.find(selector).first.get_attribute("open") is None:
            self.find(f"{selector} > summary").first.click()

    def type(self, **answers: str) -> None:
        """Answer questions by their names: text, choice, tick."""
        for name, answer in answers.items():
            self._answer(self.find(f'main [name="{name}"]').first, name, answer)

    def _answer(self, field: Any, name: str, answer: str) -> None:
        kind = field.evaluate("f => f.type") if self.script else field.get_attribute("type")
        if kind == "radio":
            self.find(f'main [name="{name}"][value="{answer}"]').check()
        elif kind == "checkbox":
            field.check()
        elif kind == "select-one" or self.find(f'main select[name="{name}"]').count():
            field.select_option(answer)
        else:
            field.fill(answer)

    def attach(self, *names: str, within: str = "main") -> None:
        """Choose a photo for each name."""
        for name in names:
            photo = {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": draw_paper(name)}
            self.find(f'{within} input[name="{name}"]').set_input_files(photo)

    def log_in(self, *, next_path: str = "") -> None:
        """Log in by password, and by a code where the account has a second factor."""
        self.open("/masuk/" + (f"?next={next_path}" if next_path else ""))
        self.type(login=self.facts["email"], password=self.facts["password"])
        self.press(f'form[action*="/masuk/"] {SEND}')
        if "totp_secret" in self.facts:
            self.type(code=self.make_code())
            self.press(f'form:has([name="code"]) {SEND}')

    def make_code(self) -> str:
        """Return what the code app shows; one that was not typed yet."""
        secret = self.facts["totp_secret"]

        def find_unused() -> int | None:
            now = int(datetime.now(UTC).timestamp()) // PERIOD
            steps = (step for step in (now, now - 1, now + 1) if (secret, step) not in _used)
            return next(steps, None)

        assert wait_until(lambda: find_unused() is not None, seconds=PERIOD + 1)
        step = find_unused()
        assert step is not None
        _used.add((secret, step))
        return make_code(secret, at=datetime.fromtimestamp(step * PERIOD, UTC))

    def fetch(self, path: str) -> bytes:
        """Download what this person may see."""
        answer = self.context.request.get(path if "://" in path else self.house.url + path)
        assert answer.ok, f"{answer.status} {path}"
        body: bytes = answer.body()
        return body


def find_facts(name: str) -> dict[str, Any]:
    """Return what demo.toml says of a person."""
    told = tomllib.loads((Path(settings.REGENCY_FOLDER) / "demo.toml").read_text())
    facts: dict[str, Any] = next((person for person in told["people"] if person["key"] == name), {})
    return {"password": told["password"]} | facts
