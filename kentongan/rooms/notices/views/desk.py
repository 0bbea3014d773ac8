"""The editors' side: paste, write, look, publish, update, cancel."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.notices.errors import WrongNotice
from kentongan.rooms.notices.forms.notice import (
    CancelForm,
    FlightsForm,
    PasteForm,
    PublishForm,
    WarningForm,
    WordsForm,
)
from kentongan.rooms.notices.queries.desk import get_desk, get_work
from kentongan.rooms.notices.queries.finding import get_visible_notice
from kentongan.rooms.notices.rules.words import Sort
from kentongan.rooms.notices.services import drafts, publishing
from kentongan.rooms.notices.views.request import Request

WRONG = 422


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_desk(request: Request) -> HttpResponse:
    """Show drafts that wait and what is published."""
    facts = {"desk": get_desk(by=request.actor, now=localtime())}
    return render(request, "notices/desk.html", facts)


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def paste_notam(request: Request) -> HttpResponseBase:
    """Take a NOTAM and lead to what was understood; a refused one says why and stays typed."""
    now = localtime()
    get_desk(by=request.actor, now=now)
    form, known = PasteForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            draft = drafts.take_notam(form.cleaned_data["text"], by=request.actor, now=now)
            return redirect("notices:show_work", draft.pk)
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error("text", str(refusal))
            known = refusal.facts.get("notice_id")
    status = WRONG if form.errors else 200
    return render(request, "notices/paste.html", {"form": form, "known": known}, status=status)


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def write_warning(request: Request) -> HttpResponseBase:
    """Write a warning; it waits as a draft."""
    now = localtime()
    get_desk(by=request.actor, now=now)
    form = WarningForm(
        request.POST or None, initial={"starts_at": now, "severity": "Moderate"}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            draft = drafts.write_warning(form.cleaned_data, by=request.actor, now=now)
            return redirect("notices:show_work", draft.pk)
        except WrongNotice as refusal:
            _mark(form, refusal)
    status = WRONG if form.errors else 200
    return render(request, "notices/write.html", {"form": form}, status=status)


def _mark(form: forms.Form, refusal: Refusal) -> None:
    for name, words in (refusal.fields or {"": str(refusal)}).items():
        form.add_error(name if name in form.fields else None, str(words))


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_work(request: Request, notice_id: UUID) -> HttpResponse:
    """Show a notice to its editors with what may be done now."""
    return _show(request, notice_id)


def _show(request: Request, notice_id: UUID, *, status: int = 200, **given: Any) -> HttpResponse:
    notice = get_visible_notice(notice_id, by=request.actor)
    work = get_work(notice, by=request.actor, now=localtime())
    shown = {name: getattr(notice, name) for name in WarningForm.base_fields}
    words = WordsForm if notice.sort == Sort.NOTAM else WarningForm
    facts = {
        "notice": notice,
        "work": work,
        "page": work.page,
        "words": words(initial=shown),
        "flights": FlightsForm(initial={"flights": work.flights_text}),
        "publish": PublishForm(initial={"version": notice.version}),
        "cancel": CancelForm(),
        "refusal": "",
        **given,
    }
    return render(request, "notices/work.html", facts, status=status)


@for_audience(Audience.OFFICER)
@require_POST
@once
def change_draft(request: Request, notice_id: UUID) -> HttpResponseBase:
    """Keep other words of a draft."""
    notice = get_visible_notice(notice_id, by=request.actor)
    form = (WordsForm if notice.sort == Sort.NOTAM else WarningForm)(request.POST)
    if not form.is_valid():
        return _show(request, notice_id, words=form, status=WRONG)
    try:
        drafts.change_draft(
            notice_id=notice_id, version=_read_version(request), facts=form.cleaned_data,
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        _mark(form, refusal)
        return _show(request, notice_id, words=form, refusal=str(refusal), status=WRONG)
    messages.success(request, _("The draft is kept."))
    return redirect("notices:show_work", notice_id)


def _read_version(request: Request) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdigit() and len(version) < 8 else 0  # noqa: PLR2004


@for_audience(Audience.OFFICER)
@require_POST
@once
def set_flights(request: Request, notice_id: UUID) -> HttpResponseBase:
    """Keep the flights that are affected."""
    get_visible_notice(notice_id, by=request.actor)
    form = FlightsForm(request.POST)
    if not form.is_valid():
        return _show(request, notice_id, flights=form, status=WRONG)
    try:
        drafts.set_flights(
            notice_id=notice_id, text=form.cleaned_data["flights"], by=request.actor,
            now=localtime(),
        )  # fmt: skip
    except WrongNotice as refusal:
        _mark(form, refusal)
        return _show(request, notice_id, flights=form, status=WRONG)
    messages.success(request, _("The flights are kept."))
    return redirect("notices:show_work", notice_id)


@for_audience(Audience.OFFICER)
@require_POST
@once
def publish_notice(request: Request, notice_id: UUID) -> HttpResponseBase:
    """Publish a draft: shown, mailed and sent at once."""
    get_visible_notice(notice_id, by=request.actor)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _show(request, notice_id, publish=form, status=WRONG)
    try:
        publishing.publish_notice(
            notice_id=notice_id, version=form.cleaned_data["version"],
            alone_reason=form.cleaned_data["alone_reason"], by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, notice_id, publish=form, refusal=str(refusal), status=WRONG)
    messages.success(request, _("It is published, and its followers are told."))
    return redirect("notices:show_work", notice_id)


@for_audience(Audience.OFFICER)
@require_POST
@once
def cancel_notice(request: Request, notice_id: UUID) -> HttpResponseBase:
    """End a notice before its time."""
    get_visible_notice(notice_id, by=request.actor)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _show(request, notice_id, cancel=form, status=WRONG)
    try:
        publishing.cancel_notice(
            notice_id=notice_id, **form.cleaned_data, by=request.actor, now=localtime()
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, notice_id, cancel=form, refusal=str(refusal), status=WRONG)
    messages.success(request, _("It is cancelled, and its followers are told."))
    return redirect("notices:show_work", notice_id)


@for_audience(Audience.OFFICER)
@require_POST
@once
def start_update(request: Request, notice_id: UUID) -> HttpResponseBase:
    """Start a draft that replaces a published warning."""
    get_visible_notice(notice_id, by=request.actor)
    draft = drafts.start_update(notice_id=notice_id, by=request.actor, now=localtime())
    return redirect("notices:show_work", draft.pk)


@for_audience(Audience.OFFICER)
@require_POST
@once
def discard_draft(request: Request, notice_id: UUID) -> HttpResponseBase:
    """Throw a draft away."""
    get_visible_notice(notice_id, by=request.actor)
    drafts.discard_draft(notice_id=notice_id, by=request.actor, now=localtime())
    messages.success(request, _("The draft is thrown away."))
    return redirect("notices:show_desk")
