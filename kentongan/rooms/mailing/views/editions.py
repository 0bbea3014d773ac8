"""Digests at the editors' desk."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.mailing.forms.editions import EditionForm
from kentongan.rooms.mailing.queries.editions import (
    get_edition,
    get_figures,
    list_editions,
    preview,
)
from kentongan.rooms.mailing.services.editions import (
    approve_words,
    repeat_doubtful,
    submit_with_words,
    write_words,
)
from kentongan.rooms.mailing.views.request import Request

WRONG = 422


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_editions(request: Request) -> HttpResponseBase:
    """List digests, the one that is open on top."""
    editions, last = list_editions(by=request.actor, before=_read_key(request))
    pager = {"next_url": f"?sebelum={last}" if last else ""}
    return render(request, "mailing/editions.html", {"editions": editions, "pager": pager})


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_edition(request: Request, edition_id: UUID) -> HttpResponseBase:
    """Show a digest as readers get it, on a phone's width; its words, approval and figures."""
    edition, now = get_edition(edition_id, by=request.actor), localtime()
    start = {
        "words_id": edition.words_id, "words_en": edition.words_en, "version": edition.version,
    }  # fmt: skip
    form = EditionForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _act(request, edition_id, form, now=now)
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("mailing:show_edition", edition_id=edition_id)
    context = {
        "edition": edition, "form": form, "letters": preview(edition, now=now),
        "figures": get_figures(edition),
        "is_author": edition.written_by_id == request.actor.user_id,
    }  # fmt: skip
    status = WRONG if form.errors else 200
    return render(request, "mailing/edition.html", context, status=status)


def _act(request: Request, edition_id: UUID, form: EditionForm, *, now: datetime) -> None:
    by, version, typed = request.actor, form.cleaned_data["version"], form.cleaned_data
    words = {"words_id": typed["words_id"], "words_en": typed["words_en"]}
    acts: dict[str, Callable[[], object]] = {
        "save": lambda: write_words(edition_id, **words, version=version, by=by, now=now),
        "submit": lambda: submit_with_words(edition_id, **words, version=version, by=by, now=now),
        "approve": lambda: approve_words(edition_id, **words, version=version, by=by, now=now),
        "repeat": lambda: repeat_doubtful(edition_id, by=by, now=now),
    }
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    act()


def _read_key(request: Request) -> UUID | None:
    text = request.GET.get("sebelum", "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error
