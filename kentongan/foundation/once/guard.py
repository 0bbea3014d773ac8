"""@once for views that change something, keyed by a hidden field or the Idempotency-Key header."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.errors import WrongInput
from kentongan.foundation.once.models import DoneOnce

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
KEPT_DAYS = 3
LONGEST_KEY = 200
CLAIM = """INSERT INTO done_once (key, asked, location, body, status, made_at)
           VALUES (%s, %s, '', '', 0, %s) ON CONFLICT (key) DO NOTHING"""


class KeyUsedBefore(WrongInput):
    """A program's key came again with another body: one of the two is a mistake."""

    code = "key_used_before"
    message = _("This Idempotency-Key was used for something else. Choose a new one.")


def once(view: View) -> View:
    """
    Run the view's POST at most once per key; a repetition gets the first redirect or answer.

    The key row is claimed in the same transaction as the change: a second request waits on it,
    then repeats the first answer. An answer that is neither redirect nor success (a form with
    errors) gives the key back. Programs (JSON) are refused when the body differs: KeyUsedBefore.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = _read_key(request)
        if key is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            asked, now = _read_asked(request), timezone.now()  # noqa: TID251 - an entrance
            if not _claim(key, asked=asked, now=now):
                return _repeat(key, asked=asked)
            answer = view(request, *args, **kwargs)
            _keep(key, answer)
        return answer

    return guarded  # type: ignore[return-value]


def _read_key(request: HttpRequest) -> bytes | None:
    if request.method != "POST":
        return None
    given = request.headers.get("Idempotency-Key") or request.POST.get("once", "")
    if not given or len(given) > LONGEST_KEY:
        return None
    who = request.headers.get("Authorization", "") or request.COOKIES.get("sessionid", "")
    return hashlib.sha256(f"{who}|{request.path}|{given}".encode()).digest()


def _read_asked(request: HttpRequest) -> bytes:
    """Return the fingerprint of what a program asks; empty for forms, whose parts may differ."""
    if request.content_type != "application/json":
        return b""
    return hashlib.sha256(request.body).digest()


def _claim(key: bytes, *, asked: bytes, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [key, asked, now])
        return bool(cursor.rowcount)


def _repeat(key: bytes, *, asked: bytes) -> HttpResponseBase:
    done = DoneOnce.objects.get(key=key)
    if bytes(done.asked) != asked:
        raise KeyUsedBefore
    if done.location:
        return HttpResponseRedirect(done.location)
    return HttpResponse(done.body, status=done.status, content_type="application/json")


def _keep(key: bytes, answer: HttpResponseBase) -> None:
    location = answer.headers.get("Location", "")
    if location:
        DoneOnce.objects.filter(key=key).update(location=location, status=answer.status_code)
        return
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    if is_json and answer.status_code < 300 and isinstance(answer, HttpResponse):  # noqa: PLR2004
        body = answer.content.decode()
        DoneOnce.objects.filter(key=key).update(body=body, status=answer.status_code)
        return
    DoneOnce.objects.filter(key=key).delete()


def forget_old_keys(*, now: datetime) -> int:
    """Remove keys older than three days and return how many."""
    count, _rows = DoneOnce.objects.filter(made_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    return count
