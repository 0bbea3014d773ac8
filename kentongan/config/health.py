"""What machines ask: is the process alive, is it ready, how is it doing."""

import hmac
import logging
from collections.abc import Callable, Iterator
from functools import cache
from ipaddress import ip_address

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prometheus_client import CollectorRegistry, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import REGISTRY, Collector

from kentongan.config import env
from kentongan.foundation import measures
from kentongan.foundation.audience import Audience, for_audience

log = logging.getLogger(__name__)
STUCK_AFTER_MINUTES = 15
QUEUE_SQL = """
SELECT count(*) FILTER (WHERE status = 'todo'),
       count(*) FILTER (WHERE status = 'doing'),
       coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, queued_at)) FILTER (
           WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now())), 0)
FROM (SELECT job.status, job.scheduled_at, event.at AS queued_at
      FROM procrastinate_jobs job
      LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events
                         WHERE job_id = job.id) event ON true
      WHERE job.status IN ('todo', 'doing')) waiting
"""


@require_safe
@never_cache
@for_audience(Audience.MACHINE)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can answer."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
@for_audience(Audience.MACHINE)
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether people can be served: database, migrations, queue."""
    answers = {name: _ask(check) for name, check in CHECKS.items()}
    is_ready = all(answer == "ok" for answer in answers.values())
    return JsonResponse(answers, status=200 if is_ready else 503)


@require_safe
@never_cache
@for_audience(Audience.MACHINE)
def metrics(request: HttpRequest) -> HttpResponse:
    """Serve Prometheus; to this machine, its private network or the bearer of METRICS_TOKEN."""
    if not _may_measure(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(OfThisMoment())
    text = generate_latest(registry)
    if env.text("PROMETHEUS_MULTIPROC_DIR"):
        together = CollectorRegistry()
        multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        text += generate_latest(together)
    else:
        text += generate_latest(REGISTRY)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _may_measure(request: HttpRequest) -> bool:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(
        bearer.encode(), settings.METRICS_TOKEN.encode()
    ):
        return True
    if "X-Forwarded-For" in request.headers:  # came through a proxy: from anywhere
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_private
    except ValueError:
        return False


def check_database() -> str:
    """Ask the database anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def check_migrations() -> str:
    """Compare the database with the code."""
    return "ok" if _is_migrated() else "migrations are missing"


@cache
def _knows_it_is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError  # not cached: asked again
    return True


def _is_migrated() -> bool:
    try:
        return _knows_it_is_migrated()
    except LookupError:
        return False


def check_queue() -> str:
    """Find out whether a job that is due waits too long, as when no worker runs."""
    minutes = read_queue()["oldest_seconds"] / 60
    return "ok" if minutes < STUCK_AFTER_MINUTES else f"a job waits since {minutes:.0f} minutes"


def read_queue() -> dict[str, float]:
    """Return how many jobs wait and run, and for how long the oldest due one waits."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUE_SQL)
        waiting, running, oldest = cursor.fetchone()
    return {"waiting": waiting, "running": running, "oldest_seconds": float(oldest)}


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "migrations": check_migrations,
    "queue": check_queue,
}


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except Error as error:
        log.warning("not ready", extra={"check": check.__name__, "error": type(error).__name__})
        return "no answer"


class OfThisMoment(Collector):
    """Numbers that are asked of the database when somebody looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield one family per number; a database that is away is itself a number."""
        is_up = _ask(check_database) == "ok"
        yield GaugeMetricFamily("kentongan_database_up", "Whether it answers", value=float(is_up))
        if not is_up:
            return
        for name, value in read_queue().items():
            yield GaugeMetricFamily(f"kentongan_queue_{name}", "Jobs of the queue", value=value)
        for gauge in measures.list_gauges():
            yield GaugeMetricFamily(f"kentongan_{gauge.name}", gauge.meaning, value=gauge.compute())
