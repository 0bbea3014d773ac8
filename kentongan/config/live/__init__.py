"""
The live process: what changes (server-sent events) and what cameras see (WebSocket).

Keeps nothing: any number of them may run, on any number of machines. `docs/operate/cameras.md`.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import django

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from kentongan.config import env, processes
from kentongan.config.live.doors import Doors
from kentongan.config.live.looking import LookingRoom, look
from kentongan.config.live.monitoring import healthz, metrics
from kentongan.config.live.origin import get_allowed_origin
from kentongan.config.live.pages import Hub, Page, events, stream
from kentongan.foundation.video.hub import VideoHub

__all__ = ["Hub", "Page", "get_allowed_origin", "make_application", "stream"]


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Listen and look as long as the process serves."""
    rounds = [
        asyncio.create_task(app.state.hub.listen()),
        asyncio.create_task(app.state.room.go_round()),
    ]
    try:
        yield
    finally:
        for one in rounds:
            one.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
        await app.state.room.close()


def make_application(
    database: str, *, doors: Doors | None = None, video: VideoHub | None = None
) -> Starlette:
    """Build the ASGI application that listens to `database`, a libpq address."""
    routes = [
        Route("/live/events", events),
        Route("/live/healthz", healthz),
        Route("/live/metrics", metrics),
        WebSocketRoute("/live/camera", look),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.hub = Hub(database)
    app.state.room = LookingRoom(video or VideoHub(), doors)
    return app


def __getattr__(name: str) -> Starlette:
    """Build `application` when the server asks for it, so that tests can import this module."""
    if name != "application":
        raise AttributeError(name)
    env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    processes.die_with_parent()
    django.setup()
    from kentongan.config.live.camera_doors import open_doors  # noqa: PLC0415 - needs the apps

    database = env.text("DATABASE_URL", "postgresql:///kentongan")
    return make_application(database, doors=open_doors())
