"""The service worker: one small script for the whole house, versioned by what it is made of."""

import hashlib
import json
from functools import cache

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.reports.views.request import Request

WORKER, OUTBOX = "reports/worker.js", "reports/outbox.js"
LANGUAGES = ("id", "en")


@for_audience(Audience.EVERYONE)
@require_safe
@cache_control(no_cache=True)
def give_worker(request: Request) -> HttpResponseBase:
    """Give the script; the browser compares it byte by byte to learn of a new version."""
    del request
    return HttpResponse(_make_script(), content_type="text/javascript; charset=utf-8")


@cache
def _make_script() -> bytes:
    source = _read(WORKER)
    facts = {
        "version": hashlib.sha256(source + _read(OUTBOX)).hexdigest()[:12],
        "outbox": static(OUTBOX),
        "shells": _list_ways("reports:report_problem"),
        "lists": _list_ways("reports:list_field_work"),
        "logouts": _list_ways("account_logout"),
    }
    return f"const HOUSE = {json.dumps(facts)};\n".encode() + source


def _list_ways(name: str) -> list[str]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(reverse(name))
    return found


def _read(name: str) -> bytes:
    path = finders.find(name)
    if path:
        with open(path, "rb") as file:  # noqa: PTH123 - a path of the finder
            return file.read()
    with staticfiles_storage.open(name) as file:
        content: bytes = file.read()
        return content
