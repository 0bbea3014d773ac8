"""A browser and a house for all journeys of one test process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ops.browser import find_browser
from tests.journeys.persons import Person
from tests.journeys.running import House

CHROMIUM = find_browser()
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """One browser; it leaves with the package, because Django refuses to work beside its loop."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real processes, started once, with the demo's people and a few cases."""
    running = House(tmp_path_factory.mktemp("house"))
    try:
        running.open()
        yield running
    finally:
        running.close()


@pytest.fixture
def invite(chromium: Any, house: House) -> Iterator[Callable[..., Person]]:
    """Give somebody a device of their own: invite("sari"), invite("wati", width=360)."""
    house.forget_tries()
    guests: list[Person] = []

    def come(name: str = "", **device: Any) -> Person:
        guests.append(Person(chromium, house, name=name, **device))
        return guests[-1]

    yield come
    for guest in guests:
        guest.leave()
