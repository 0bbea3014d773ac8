"""Open pages hear what concerns them, and nothing else."""

import asyncio
import json

from django.conf import settings
from django.core import signing

import httpx
import psycopg
import pytest

from kentongan.config import env, live
from kentongan.config.live import pages
from kentongan.foundation.live import make_token, read_token

OFFICE = "office:desa-35.10.05.2003"


async def read_events(hub: live.Hub, topics: set[str], *, count: int) -> list[str]:
    events = []
    async for chunk in live.stream(hub, frozenset(topics)):
        if chunk.startswith("event:"):
            events.append(chunk)
        if len(events) == count:
            break
    return events


def announce(topic: str, action: str = "cases.submitted") -> None:
    with psycopg.connect(env.text("DATABASE_URL"), autocommit=True) as connection:
        payload = json.dumps({"topic": topic, "action": action})
        connection.execute("SELECT pg_notify('kentongan', %s)", [payload])


def test_a_token_names_the_topics_it_was_made_for() -> None:
    assert read_token(make_token([OFFICE, OFFICE])) == {OFFICE}


def test_a_forged_token_names_nothing() -> None:
    assert read_token(make_token([OFFICE])[:-2] + "xx") == frozenset()


def test_a_token_of_yesterday_names_nothing(time_machine) -> None:
    time_machine.move_to("2026-11-20 08:00Z")
    token = make_token([OFFICE])

    time_machine.move_to("2026-11-20 20:01Z")

    assert read_token(token) == frozenset()


def test_a_list_signed_for_another_purpose_is_no_token() -> None:
    assert read_token(signing.dumps([OFFICE])) == frozenset()


def test_a_page_hears_its_topic_only() -> None:
    async def scene() -> list[str]:
        hub = live.Hub(env.text("DATABASE_URL"))
        listening = asyncio.create_task(hub.listen())
        while not hub.is_connected:
            await asyncio.sleep(0.01)
        reading = asyncio.create_task(read_events(hub, {OFFICE}, count=1))
        await asyncio.sleep(0.05)
        await asyncio.to_thread(announce, "office:elsewhere")
        await asyncio.to_thread(announce, OFFICE)
        heard = await asyncio.wait_for(reading, 5)
        listening.cancel()
        return heard

    (event,) = asyncio.run(scene())

    assert event.startswith("event: change\n")
    assert json.loads(event.split("data: ")[1]) == {"topic": OFFICE, "action": "cases.submitted"}


def test_every_page_is_asked_to_refresh_after_the_database_was_away() -> None:
    async def scene() -> list[str]:
        hub = live.Hub(env.text("DATABASE_URL"))
        reading = asyncio.create_task(read_events(hub, {OFFICE}, count=2))
        listening = asyncio.create_task(hub.listen())
        await asyncio.sleep(0.3)
        await asyncio.to_thread(cut_all_live_connections)
        heard = await asyncio.wait_for(reading, 10)
        listening.cancel()
        return heard

    assert asyncio.run(scene()) == ["event: refresh\ndata: {}\n\n"] * 2


def cut_all_live_connections() -> None:
    with psycopg.connect(env.text("DATABASE_URL"), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'kentongan-live'"
        )


def test_a_page_that_cannot_keep_up_is_asked_to_refresh() -> None:
    page = live.Page(frozenset({OFFICE}))

    for number in range(pages.QUEUE_LENGTH + 1):
        page.tell(("change", str(number)))

    assert page.queue.get_nowait() == pages.REFRESH
    assert page.queue.empty()


def test_what_cannot_be_read_is_left_out() -> None:
    hub = live.Hub("")

    with hub.admit(frozenset({OFFICE})) as page:
        hub.spread("not json")
        hub.spread('{"topic": 1}')

    assert page.queue.empty()
    assert hub.pages == {}


@pytest.mark.parametrize(
    ("origin", "demo", "allowed"),
    [
        ("http://127.0.0.1:8000", False, True),
        ("http://localhost:8000", False, False),
        ("http://localhost:8000", True, True),
        ("http://localhost:9999", True, False),
        ("https://elsewhere.example", True, False),
    ],
)
def test_only_our_own_pages_may_listen(settings, origin: str, demo: bool, allowed: bool) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    settings.DEMO = demo

    assert (live.get_allowed_origin(origin) == origin) is allowed


def ask(path: str, **headers: str) -> httpx.Response:
    async def scene() -> httpx.Response:
        app = live.make_application(env.text("DATABASE_URL"))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://live") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(scene())


def test_without_a_token_nobody_listens() -> None:
    assert ask("/live/events").status_code == 403


def test_a_foreign_page_is_refused_even_with_a_token() -> None:
    answer = ask(f"/live/events?token={make_token([OFFICE])}", Origin="https://elsewhere.example")

    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_the_process_says_how_it_is() -> None:
    told = ask("/live/healthz").json()

    assert told["alive"]
    assert (told["database"], told["pages"], told["cameras"]) == (False, 0, 0)


def test_the_address_of_the_live_process_is_a_setting() -> None:
    assert settings.LIVE_URL.endswith("/live")


def test_pages_may_listen_to_and_look_through_every_live_process() -> None:
    urls = ["https://a.example/live/1", "https://a.example/live/2", "http://127.0.0.1:8001/live"]

    assert env.list_live_origins(urls) == [
        "https://a.example", "wss://a.example", "http://127.0.0.1:8001", "ws://127.0.0.1:8001",
    ]  # fmt: skip
