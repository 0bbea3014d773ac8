"""The three processes of an installation: web, live and worker. Each also starts alone."""

from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

from granian.constants import HTTPModes, Interfaces, Loops
from granian.server import Server

from kentongan.config import env
from kentongan.config.paths import VAR

JOB_GRACE_SECONDS = 6
HEARTBEAT_SECONDS, SILENT_SECONDS = 4, 15
WORKER_GRACE_SECONDS = 3


def serve_web(*, workers: int, threads: int) -> None:
    """Serve pages until told to stop."""
    _share_metrics()
    tuple(get_resolver().url_patterns)  # imports all views once, before the workers are forked
    Server(
        "kentongan.config.wsgi:application",
        address=env.text("BIND", "127.0.0.1"),
        port=settings.PORT,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=threads,
        backlog=1024,
        backpressure=256,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=WORKER_GRACE_SECONDS,
        log_dictconfig=settings.LOGGING,
    ).serve()


def serve_live() -> None:
    """Serve server-sent events and live video until told to stop."""
    Server(
        "kentongan.config.live:application",
        address=env.text("BIND", "127.0.0.1"),
        port=settings.LIVE_PORT,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        loop=Loops.asyncio,
        workers=1,
        backpressure=10_000,
        websockets=True,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=WORKER_GRACE_SECONDS,
        log_dictconfig=settings.LOGGING,
    ).serve()


def run_worker(*, concurrency: int, once: bool) -> None:
    """Run jobs until told to stop, or until there are none."""
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(
            concurrency=concurrency,
            wait=not once,
            shutdown_graceful_timeout=JOB_GRACE_SECONDS,
            delete_jobs="successful",
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=SILENT_SECONDS,
        )


def _share_metrics() -> None:
    """Let the web workers count into files of one folder, emptied when the server starts."""
    folder = Path(env.text("PROMETHEUS_MULTIPROC_DIR", str(VAR / "metrics")))
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        file.unlink(missing_ok=True)
    env.change("PROMETHEUS_MULTIPROC_DIR", str(folder))
