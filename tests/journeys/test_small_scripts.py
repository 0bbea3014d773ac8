"""What the small scripts add, on the preview pages of the design; no database is asked."""

import io
from collections.abc import Iterator
from typing import Any

from django.test import override_settings

import pytest
from PIL import Image

from kentongan.lobby.design import samples
from tests.journeys.in_process import HOST, answer_from_house
from tests.journeys.looking import find_sideways, find_violations
from tests.journeys.marks import JOURNEY

pytestmark = JOURNEY
FORM = f"{HOST}/rancangan/form/"
LIVE_PART = """([url]) => {
  document.querySelector("main").insertAdjacentHTML("beforeend", `<div id="part" data-live
    data-live-url="${url}" data-live-fragment="/part/" data-live-say="Changed">old</div>`);
  const script = document.createElement("script");
  script.src = "/static/design/live.js";
  document.head.append(script);
}"""


@pytest.fixture
def phone(chromium: Any) -> Iterator[Any]:
    with override_settings(DEMO=True):
        context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
        yield context.new_page()
        context.close()


@pytest.fixture
def screen(chromium: Any) -> Iterator[Any]:
    with override_settings(DEMO=True):
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        yield context.new_page()
        context.close()


def wait_until(page: Any, expression: str, *, after: int = 0) -> bool:
    """Wait until `expression` is true in the page; the content policy forbids the built-in way.

    `after` milliseconds pass on the page's own clock between two looks, when it was installed.
    """
    for _ in range(50):
        if page.evaluate(expression):
            return True
        if after:
            page.clock.run_for(after)
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("name", samples.PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_component_is_accessible_and_fits_a_phone(
    phone: Any, name: str, language: str
) -> None:
    answer_from_house(phone)

    phone.goto(f"{HOST}{language}/rancangan/{name}/")

    assert find_violations(phone) == []
    assert find_sideways(phone) == 0


def test_answers_come_back_after_the_page_was_lost(phone: Any) -> None:
    answer_from_house(phone)
    phone.goto(FORM)
    phone.fill("#id_name", "Ternak bebek")
    phone.check("input[name=kind][value=b]")
    wait_until(phone, "localStorage.length === 1")

    phone.reload()

    assert phone.input_value("#id_name") == "Ternak bebek"
    assert phone.is_checked("input[name=kind][value=b]")


def test_a_shared_device_forgets_on_request(phone: Any) -> None:
    answer_from_house(phone)
    phone.goto(FORM)
    phone.fill("#id_name", "Ternak bebek")
    wait_until(phone, "localStorage.length === 1")

    phone.click("[data-draft-clear-button]")

    assert phone.evaluate("localStorage.length") == 0
    assert phone.input_value("#id_name") == ""


def test_the_device_forgets_when_the_server_has_it(phone: Any) -> None:
    done = '<main data-draft-done="sample"></main><script src="/static/design/house.js"></script>'
    answer_from_house(phone, extra={"/done/": {"body": done, "content_type": "text/html"}})
    phone.goto(FORM)
    phone.fill("#id_name", "Ternak bebek")
    wait_until(phone, "localStorage.length === 1")

    phone.goto(f"{HOST}/done/")

    assert phone.evaluate("localStorage.length") == 0


def test_a_form_pressed_three_times_is_sent_once(phone: Any) -> None:
    posts = answer_from_house(phone)
    phone.goto(FORM)
    phone.evaluate("document.querySelector('main form').noValidate = true")

    with phone.expect_navigation():
        phone.evaluate(
            """() => { const button = document.querySelector("main form button:not([type])");
            button.click(); button.click(); button.click(); }"""
        )

    assert posts == ["/rancangan/form/"]


def test_a_large_photo_travels_small(phone: Any) -> None:
    answer_from_house(phone)
    big = io.BytesIO()
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(big, "JPEG", quality=95)
    phone.goto(FORM)

    phone.set_input_files(
        "#id_card", {"name": "ktp.png", "mimeType": "image/jpeg", "buffer": big.getvalue()}
    )
    phone.wait_for_selector(".photo canvas")

    assert phone.evaluate("document.querySelector('#id_card').files[0].name") == "ktp.jpg"
    assert phone.evaluate("document.querySelector('.photo canvas').width") == 1600
    assert phone.evaluate("document.querySelector('#id_card').files[0].size") < len(big.getvalue())


def test_the_menu_opens_without_script_and_closes_with_escape(phone: Any) -> None:
    answer_from_house(phone)
    phone.goto(f"{HOST}/rancangan/")
    phone.click("details.menu summary")

    phone.keyboard.press("Escape")

    assert phone.evaluate("document.querySelector('details.menu').open") is False


def test_the_desk_is_walked_with_keys(screen: Any) -> None:
    answer_from_house(screen)
    screen.goto(f"{HOST}/rancangan/desk/")

    screen.keyboard.press("j")
    walked = screen.evaluate(
        "[...document.querySelectorAll('[data-case]')].indexOf(document.activeElement)"
    )
    screen.keyboard.press("e")
    next_action = screen.evaluate("document.activeElement.hasAttribute('data-desk-next')")
    screen.keyboard.press("?")

    assert walked == 1
    assert next_action
    assert screen.evaluate("document.getElementById('keys').open")


def test_a_change_appears_by_the_stream(screen: Any) -> None:
    answer_from_house(
        screen,
        extra={
            "/live": {"body": "event: change\ndata: {}\n\n", "content_type": "text/event-stream"},
            "/part/": {"body": "<b>new</b>", "content_type": "text/html"},
        },
    )
    screen.goto(f"{HOST}/rancangan/")

    screen.evaluate(LIVE_PART, ["/live"])
    screen.wait_for_selector("#part b")

    assert screen.inner_text("#announcer") == "Changed"


def test_a_change_appears_even_when_the_stream_is_broken(screen: Any) -> None:
    answer_from_house(
        screen, extra={"/live": None, "/part/": {"body": "<b>new</b>", "content_type": "text/html"}}
    )
    screen.clock.install()
    screen.goto(f"{HOST}/rancangan/")
    screen.evaluate(LIVE_PART, ["/live"])

    assert wait_until(screen, "document.querySelector('#part b') !== null", after=5_000)
