"""Letters of the demo, read by the operator; where letters are really sent this page is absent."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound
from kentongan.foundation.outbox import queries

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
OUTBOX = "kentongan.foundation.outbox.backends.OutboxBackend"


def only_with_outbox(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.EMAIL_BACKEND != OUTBOX:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


@for_audience(Audience.OPERATOR)
@only_with_outbox
@require_safe
def list_mail(request: HttpRequest) -> HttpResponse:
    letters, last = queries.list_kept(before=_read_key(request.GET.get("sebelum", "")))
    pager = {"next_url": f"?sebelum={last}" if last else ""}
    return render(request, "outbox/list_mail.html", {"letters": letters, "pager": pager})


@for_audience(Audience.OPERATOR)
@only_with_outbox
@require_safe
def show_mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    try:
        letter = queries.get_kept(mail_id)
    except NotFound as error:
        raise Http404 from error
    back = reverse("outbox:list_mail")
    return render(request, "outbox/show_mail.html", {"letter": letter, "back": back})


def _read_key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error
