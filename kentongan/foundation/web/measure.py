"""Every request is counted, timed and logged by the name of its view, never by its address."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

import structlog
from prometheus_client import Counter, Histogram

log = logging.getLogger("kentongan.requests")
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
REQUESTS = Counter("kentongan_requests_total", "Requests answered", ["view", "method", "status"])
SECONDS = Histogram(
    "kentongan_request_seconds",
    "How long an answer took",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


class MeasureRequests:
    """Outermost middleware: gives the request an id, and measures what happens inside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = _get_id(request)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            _write_down(request, response, time.perf_counter() - started)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-ID"] = request_id
        return response


def _get_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if GIVEN_ID.fullmatch(given) else uuid4().hex


def _write_down(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    match = request.resolver_match
    view = (match.view_name or "unnamed") if match else "nothing"
    method = request.method if request.method in METHODS else "OTHER"
    REQUESTS.labels(view, method, str(response.status_code)).inc()
    SECONDS.labels(view).observe(seconds)
    facts = {"view": view, "method": method, "status": response.status_code}
    log.info("request", extra={**facts, "ms": round(seconds * 1000, 1)})
