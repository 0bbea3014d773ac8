"""
Server-sent events to open pages. Knows topics, never people or cases.

One connection listens to PostgreSQL's channel; each open page has a short queue. A page that
cannot keep up, and every page after the database was away, gets `refresh` instead of the details.
"""

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator

import psycopg
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from kentongan.config.live.origin import get_allowed_origin
from kentongan.foundation import live

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 15
QUEUE_LENGTH = 32
MOST_PAGES = 5_000
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
REFRESH = ("refresh", "{}")
Message = tuple[str, str]


class Page:
    """One open page: the messages it has not yet been sent."""

    def __init__(self, topics: frozenset[str]) -> None:
        self.topics = topics
        self.queue: asyncio.Queue[Message] = asyncio.Queue(QUEUE_LENGTH)

    def tell(self, message: Message) -> None:
        """Queue a message; when the queue is full, forget it all and ask for a refresh."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            message = REFRESH
        self.queue.put_nowait(message)


class Hub:
    """Brings what PostgreSQL announces to the pages that listen to it."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.pages: dict[str, set[Page]] = defaultdict(set)
        self.open_pages: set[Page] = set()
        self.is_connected = False

    @contextlib.contextmanager
    def admit(self, topics: frozenset[str]) -> Iterator[Page]:
        """Hold a page open."""
        page = Page(topics)
        self.open_pages.add(page)
        for topic in topics:
            self.pages[topic].add(page)
        try:
            yield page
        finally:
            self.open_pages.discard(page)
            for topic in topics:
                self.pages[topic].discard(page)
                if not self.pages[topic]:
                    del self.pages[topic]

    def spread(self, payload: str) -> None:
        """Pass one announcement on; what cannot be read is left out."""
        try:
            fact = json.loads(payload)
            topic, action = str(fact["topic"]), str(fact["action"])
        except (ValueError, KeyError, TypeError):
            log.warning("announcement cannot be read")
            return
        message = ("change", json.dumps({"topic": topic, "action": action}))
        for page in [*self.pages.get(topic, ())]:
            page.tell(message)

    def refresh_all(self) -> None:
        """Tell every page that it may have missed something."""
        for page in [*self.open_pages]:
            page.tell(REFRESH)

    async def listen(self) -> None:
        """Listen for ever; after a lost connection try again, first soon and then less often."""
        pause = SHORTEST_PAUSE
        while True:
            try:
                async with await self._connect() as connection:
                    pause = SHORTEST_PAUSE
                    self.is_connected = True
                    self.refresh_all()
                    async for notice in connection.notifies():
                        self.spread(notice.payload)
            except (psycopg.Error, OSError):
                log.warning("database is away", extra={"again_in_seconds": pause})
            self.is_connected = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _connect(self) -> "psycopg.AsyncConnection[tuple[object, ...]]":
        connection = await psycopg.AsyncConnection.connect(
            self.database,
            autocommit=True,
            application_name="kentongan-live",
            connect_timeout=5,
            keepalives_idle=30,
        )
        try:
            await connection.execute(f"LISTEN {live.CHANNEL}")
        except BaseException:  # told to stop in between, too
            await connection.close()
            raise
        return connection


async def stream(hub: Hub, topics: frozenset[str]) -> AsyncIterator[str]:
    """Yield server-sent events for one page until it goes away."""
    with hub.admit(topics) as page:
        yield "retry: 3000\n: listening\n\n"
        while True:
            try:
                event, data = await asyncio.wait_for(page.queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
            else:
                yield f"event: {event}\ndata: {data}\n\n"


async def events(request: Request) -> Response:
    """`GET /live/events?token=…`: what happens to the topics that the token names."""
    hub: Hub = request.app.state.hub
    headers = {
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Origin",
    }
    origin = request.headers.get("origin", "")
    if origin and not get_allowed_origin(origin):
        return PlainTextResponse("Wrong origin.\n", 403, headers)
    if origin:
        headers["Access-Control-Allow-Origin"] = origin
    topics = live.read_token(request.query_params.get("token", ""))
    if not topics:
        return PlainTextResponse("No such token.\n", 403, headers)
    if len(hub.open_pages) >= MOST_PAGES:
        return PlainTextResponse("Too many open pages.\n", 503, headers)
    return StreamingResponse(stream(hub, topics), 200, headers, "text/event-stream")
