"""What belongs to an owner: buildings, permits, documents to correct, bills, duties."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.services import store_upload
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.permits.errors import NoSuchDocument
from kentongan.rooms.permits.queries.finding import get_visible_permit
from kentongan.rooms.permits.queries.listing import list_document_versions, list_own_buildings
from kentongan.rooms.permits.queries.pages import get_permit_page, show_building
from kentongan.rooms.permits.services.reviewing import send_corrections
from kentongan.rooms.permits.views.applying import TEN_MINUTES, UNCLAIMED, WRONG
from kentongan.rooms.permits.views.request import Request


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def list_own(request: Request) -> HttpResponse:
    """Show the buildings of whoever asks, with what is to be done for each."""
    buildings = [show_building(row) for row in list_own_buildings(by=request.actor)]
    facts = {"buildings": buildings, "is_person": request.actor.person_id is not None}
    return render(request, "permits/own.html", facts)


@for_audience(Audience.RESIDENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("permits.documents", limit=120, per_seconds=TEN_MINUTES)
def show_own_permit(request: Request, code: str) -> HttpResponseBase:
    """Show a permit; documents with a remark are sent anew from here."""
    if request.method != "POST":
        return _show(request, code)
    permit, now, problems, files = (
        get_visible_permit(code, by=request.actor), localtime(), {}, [],
    )  # fmt: skip
    for name in request.FILES:
        key = name.removeprefix("doc_")
        try:
            file = store_upload(
                request.FILES.getlist(name)[-1], by=request.actor, now=now,
                keep_until=now + UNCLAIMED,
            )  # fmt: skip
            files.append((key, file.pk))
        except FileRefused as refusal:
            problems[key] = str(refusal)
    if problems:
        return _show(request, code, problems=problems, status=WRONG)
    try:
        send_corrections(
            permit_id=permit.pk, files=files, text=request.POST.get("text", "").strip(),
            by=request.actor, now=now,
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        said = {key: str(words) for key, words in refusal.fields.items()}
        return _show(request, code, problems=said, refusal=str(refusal), status=WRONG)
    messages.success(request, _("Sent. The office goes on with your permit."))
    return redirect("permits:show_own_permit", permit.code)


def _show(
    request: Request, code: str, *, problems: dict[str, str] | None = None, refusal: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    permit = get_visible_permit(code, by=request.actor)
    page = get_permit_page(permit, problems=problems or {}, by=request.actor, now=localtime())
    facts = {"page": page, "permit": permit, "refusal": refusal}
    return render(request, "permits/permit.html", facts, status=status)


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def show_document(request: Request, code: str, key: str) -> HttpResponseBase:
    """Hand out the newest version of a document to the owner and the offices."""
    permit = get_visible_permit(code, by=request.actor)
    found = next((row.file for row in list_document_versions(permit, key) if row.file), None)
    if found is None:
        raise NoSuchDocument
    return file_response(found, inline=True, request=request, to_sender=True)
