"""Exported chats at the desk: bring one, see how far it is, decide on what it proposes."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.handlers import RoomyUploadHandler
from kentongan.foundation.files.serving import file_response, small_response
from kentongan.foundation.once.guard import once
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.forms.chat import (
    AcceptForm,
    ExportForm,
    JoinForm,
    list_category_choices,
)
from kentongan.rooms.reports.permissions import can_dispatch
from kentongan.rooms.reports.queries import chats, triage
from kentongan.rooms.reports.rules.chat.shapes import Order
from kentongan.rooms.reports.services.chat import deciding, receiving

WRONG = 422


class Request(HttpRequest):
    """With who acts, put there by people's middleware."""

    actor: people.Actor


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def show_chats(request: Request) -> HttpResponse:
    """Show the form for an export, and how far earlier ones are."""
    return _show_chats(request, ExportForm(by=_check(request)))


@csrf_exempt  # checked below, after the larger upload was allowed
@for_audience(Audience.OFFICER)
@require_POST
def send_chat(request: Request) -> HttpResponseBase:
    """Take an exported chat in."""
    _check(request)
    request.upload_handlers = [RoomyUploadHandler(request, most_bytes=receiving.MOST_BYTES)]
    return _send_chat(request)


@csrf_protect
@once
def _send_chat(request: Request) -> HttpResponse:
    form = ExportForm(request.POST, request.FILES, by=request.actor)
    if not form.is_valid():
        return _show_chats(request, form, status=WRONG)
    try:
        found = receiving.receive_export(
            form.cleaned_data["chat"], office_id=form.cleaned_data["office"], by=request.actor,
            now=timezone.localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        form.add_error("chat", str(refusal))
        return _show_chats(request, form, status=WRONG)
    return redirect("reports:show_chat", found.pk)


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def show_chat(request: Request, import_id: UUID) -> HttpResponse:
    """Show how far an import is, what it asks and what it left over."""
    found = chats.get_import(import_id, by=request.actor)
    return render(request, "reports/chat/import.html", {"chat": found})


@for_audience(Audience.OFFICER)
@require_POST
@once
def say_order(request: Request, import_id: UUID) -> HttpResponse:
    """Say which number of the dates is the month."""
    chats.get_import(import_id, by=request.actor)
    if request.POST.get("order") not in {"dmy", "mdy"}:
        return redirect("reports:show_chat", import_id)
    receiving.answer_order(
        import_id=import_id, order=Order(request.POST["order"]), by=request.actor,
        now=timezone.localtime(),
    )  # fmt: skip
    return redirect("reports:show_chat", import_id)


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def show_proposals(request: Request) -> HttpResponse:
    """Show what waits for a decision, a page at a time."""
    import_id = _read_import(request)
    page = triage.list_proposals(
        by=request.actor, import_id=import_id, after=request.GET.get("setelah", "")
    )
    following = {"setelah": page.next_key, **_keep_import(import_id)}
    context = {
        "page": page,
        "waiting": chats.count_waiting(by=request.actor),
        "import_id": import_id,
        "undo_id": _read_uuid(request.GET.get("baru", "")),
        "chats_url": reverse("reports:show_chats"),
        "villages": places.list_villages(),
        "categories": list_category_choices(),
        "pager": {"next_url": f"?{urlencode(following)}" if page.next_key else ""},
    }
    return render(request, "reports/chat/proposals.html", context)


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def show_proposal(request: Request, proposal_id: UUID) -> HttpResponse:
    """Show one proposal with what was said around it."""
    context = {
        "proposal": triage.get_proposal(proposal_id, by=request.actor),
        "around": triage.list_around(proposal_id, by=request.actor),
        "similar": triage.list_similar(proposal_id, by=request.actor, now=timezone.localtime()),
        "villages": places.list_villages(),
        "categories": list_category_choices(),
        "alone": True,
    }
    return render(request, "reports/chat/proposal.html", context)


@for_audience(Audience.OFFICER)
@require_safe
def show_photo(request: Request, message_id: int) -> HttpResponseBase:
    """Hand out a photo of a chat; `kecil=1` a small one."""
    found = triage.get_photo(message_id, by=request.actor)
    if request.GET.get("kecil") == "1":
        return small_response(found, request=request)
    return file_response(found, inline=True, request=request)


@for_audience(Audience.OFFICER)
@require_POST
@once
def accept_proposal(request: Request, proposal_id: UUID) -> HttpResponse:
    """Make a report of it."""
    shown = triage.get_proposal(proposal_id, by=request.actor)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _show_refused(request, shown, {key: list_[0] for key, list_ in form.errors.items()})
    typed = form.cleaned_data
    try:
        report = deciding.accept_proposal(
            proposal_id=proposal_id, category=typed["category"], village_code=typed["village"],
            place_words=typed["place_words"], by=request.actor, now=timezone.localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return _show_refused(request, shown, _list_errors(refusal))
    return _go_on(request, shown, _("Accepted as %(code)s.") % {"code": report.code})


@for_audience(Audience.OFFICER)
@require_POST
@once
def join_proposal(request: Request, proposal_id: UUID) -> HttpResponse:
    """Join it to a report by its code, or to another proposal by its key."""
    shown = triage.get_proposal(proposal_id, by=request.actor)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _show_refused(request, shown, {"target": _("Please fill this in.")})
    facts: dict[str, Any] = {"by": request.actor, "now": timezone.localtime()}
    target = form.cleaned_data["target"].strip()
    try:
        into_id = _read_uuid(target)
        if into_id is not None:
            deciding.join_to_proposal(proposal_id=proposal_id, into_id=into_id, **facts)
        else:
            deciding.join_to_report(proposal_id=proposal_id, code=target, **facts)
    except NotFound:
        return _show_refused(request, shown, {"target": _("There is no such proposal.")})
    except Refusal as refusal:
        return _show_refused(request, shown, _list_errors(refusal))
    return _go_on(request, shown, _("Joined."))


@for_audience(Audience.OFFICER)
@require_POST
@once
def drop_proposal(request: Request, proposal_id: UUID) -> HttpResponse:
    """Say that it is no report."""
    shown = triage.get_proposal(proposal_id, by=request.actor)
    try:
        deciding.drop_proposal(proposal_id=proposal_id, by=request.actor, now=timezone.localtime())
    except NotFound:
        raise
    except Refusal as refusal:
        return _show_refused(request, shown, _list_errors(refusal))
    return _go_on(request, shown, _("Dropped."))


@for_audience(Audience.OFFICER)
@require_POST
@once
def undo_decision(request: Request, proposal_id: UUID) -> HttpResponse:
    """Let it wait again."""
    triage.get_proposal(proposal_id, by=request.actor)
    try:
        deciding.undo_decision(proposal_id=proposal_id, by=request.actor, now=timezone.localtime())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _go_back(request, proposal_id)
    if _wants_part(request):
        return _show_part(request, triage.get_proposal(proposal_id, by=request.actor))
    return _go_back(request, proposal_id)


def _check(request: Request) -> people.Actor:
    if not can_dispatch(request.actor):
        raise Http404
    return request.actor


def _show_chats(request: Request, form: ExportForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "imports": chats.list_imports(by=request.actor),
        "waiting": chats.count_waiting(by=request.actor),
    }
    return render(request, "reports/chat/chats.html", context, status=status)


def _go_on(request: Request, shown: triage.ShownProposal, done: str) -> HttpResponse:
    """Lead to the next proposal; a script gets the part of the page that changed."""
    if _wants_part(request):
        context = {"proposal": triage.get_proposal(shown.id, by=request.actor), "done": done}
        return render(request, "reports/chat/_decided.html", context)
    messages.success(request, done)
    import_id = _read_import(request)
    next_id = triage.find_next_id(shown, by=request.actor, import_id=import_id)
    query = urlencode({**_keep_import(import_id), "baru": str(shown.id)})
    way = f"{reverse('reports:show_proposals')}?{query}"
    return redirect(f"{way}#p-{next_id}" if next_id else way)


def _go_back(request: Request, proposal_id: UUID) -> HttpResponse:
    way = f"{reverse('reports:show_proposals')}?{urlencode(_keep_import(_read_import(request)))}"
    return redirect(f"{way}#p-{proposal_id}")


def _show_refused(
    request: Request, shown: triage.ShownProposal, errors: dict[str, Any]
) -> HttpResponse:
    """Show the proposal again with what to change and what was typed."""
    return _show_part(request, shown, errors=errors, typed=request.POST, status=WRONG)


def _show_part(
    request: Request, shown: triage.ShownProposal, *, status: int = 200, **facts: Any
) -> HttpResponse:
    context = {
        "proposal": shown,
        "categories": list_category_choices(),
        "import_id": _read_import(request),
        **facts,
    }
    if _wants_part(request):
        return render(request, "reports/chat/_proposal.html", context, status=status)
    context |= {
        "around": triage.list_around(shown.id, by=request.actor),
        "villages": places.list_villages(),
        "alone": True,
    }
    return render(request, "reports/chat/proposal.html", context, status=status)


def _list_errors(refusal: Refusal) -> dict[str, Any]:
    return {**refusal.fields} or {"all": str(refusal)}


def _wants_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Part") == "1"


def _read_import(request: HttpRequest) -> UUID | None:
    return _read_uuid(request.GET.get("impor", "") or request.POST.get("impor", ""))


def _keep_import(import_id: UUID | None) -> dict[str, str]:
    return {"impor": str(import_id)} if import_id else {}


def _read_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
