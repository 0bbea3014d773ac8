"""How the live process is doing, for people and for Prometheus."""

import hmac
import resource

from django.conf import settings

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

MEANINGS = {
    "pages": "Pages that listen",
    "cameras": "Cameras that are pulled or dialled",
    "cameras_live": "Cameras that send pictures",
    "viewers": "Viewers of cameras",
    "fragments": "Fragments of film made since the start",
    "pictures_mended": "Pictures whose camera clock went wrong",
    "dropped": "Pieces of film that slow viewers did not get",
}
COUNTERS = {"fragments"}


async def healthz(request: Request) -> Response:
    """`GET /live/healthz`: alive; whether it hears the database, how many listen and look."""
    answer = {"alive": True, "database": request.app.state.hub.is_connected, **_count(request)}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def metrics(request: Request) -> Response:
    """`GET /live/metrics`: numbers for Prometheus, for the bearer of METRICS_TOKEN."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    if not wanted or not hmac.compare_digest(bearer.encode(), wanted.encode()):
        return PlainTextResponse("Not found.\n", 404)
    lines = []
    for name, value in _count(request).items():
        kind = "counter" if name in COUNTERS else "gauge"
        lines += [
            f"# HELP kentongan_live_{name} {MEANINGS[name]}",
            f"# TYPE kentongan_live_{name} {kind}",
            f"kentongan_live_{name} {value}",
        ]
    used = resource.getrusage(resource.RUSAGE_SELF)
    lines.append(f"kentongan_live_cpu_seconds_total {used.ru_utime + used.ru_stime:.2f}")
    return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": "no-store"})


def _count(request: Request) -> dict[str, int]:
    state = request.app.state
    return {"pages": len(state.hub.open_pages), **state.room.video.count()}
