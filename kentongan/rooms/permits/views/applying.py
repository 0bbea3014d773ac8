"""Asking for a permit: the building, its documents, the pre-check, and only then sending."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.services import store_upload
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.permits.errors import NoSuchDocument, NotComplete, WrongBuilding
from kentongan.rooms.permits.forms.building import BuildingForm
from kentongan.rooms.permits.queries.estimating import (
    Estimate,
    estimate_typed,
    list_infrastructure,
)
from kentongan.rooms.permits.queries.finding import find_sent, get_own_draft
from kentongan.rooms.permits.queries.pages import (
    get_draft_page,
    get_kind_page,
    list_allowed,
    list_certifiable,
)
from kentongan.rooms.permits.services import drafts
from kentongan.rooms.permits.services.buildings import register_building
from kentongan.rooms.permits.views.request import Request

WRONG, TEN_MINUTES = 422, 600
UNCLAIMED = timedelta(days=1)  # a file no draft took is swept


@for_audience(Audience.RESIDENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("permits.apply", limit=60, per_seconds=TEN_MINUTES)
@once
def apply_for_permit(request: Request, kind: str) -> HttpResponseBase:
    """Ask for the building; what is kept becomes a draft that waits for its documents."""
    page, now = get_kind_page(kind), localtime()
    form = BuildingForm(
        request.POST if request.method == "POST" else None, beside=list_infrastructure(now=now)
    )
    owner_id = request.actor.person_id
    if request.method != "POST" or owner_id is None:
        return _show_form(request, page, form)
    facts = form.read_facts()
    try:
        building = register_building(
            owner_id=owner_id, village_code=request.POST.get("village", ""), facts=facts,
            by=request.actor, now=now,
        )  # fmt: skip
    except WrongBuilding as refusal:
        form.blame(refusal.fields)
        found = estimate_typed(facts, now=now)
        return _show_form(request, page, form, estimate=found, status=WRONG)
    draft = drafts.start_draft(kind=kind, building_id=building.pk, by=request.actor, now=now)
    return redirect("permits:fill_draft", draft.pk)


@for_audience(Audience.RESIDENT)
@never_cache
@require_POST
@limit_posts("permits.estimate", limit=600, per_seconds=TEN_MINUTES)
def estimate_retribution(request: Request, kind: str) -> HttpResponseBase:
    """Say what it would cost: a part for the page's script, the whole page without it."""
    page, now = get_kind_page(kind), localtime()
    form = BuildingForm(request.POST, beside=list_infrastructure(now=now))
    found = estimate_typed(form.read_facts(), now=now)
    if request.headers.get("X-Part"):
        return render(request, "permits/_estimate.html", {"estimate": found})
    return _show_form(request, page, form, estimate=found)


def _show_form(
    request: Request, page: object, form: BuildingForm, *, estimate: Estimate | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    facts = {
        "kind": page,
        "form": form,
        "estimate": estimate or Estimate(is_unfinished=True),
        "is_person": request.actor.person_id is not None,
        "own": list_certifiable(by=request.actor),
    }
    return render(request, "permits/apply.html", facts, status=status)


@for_audience(Audience.RESIDENT)
@require_POST
@once
def start_draft(request: Request, kind: str, building_id: UUID) -> HttpResponseBase:
    """Begin asking for a permit of a building we know, or go on with what was begun."""
    draft = drafts.start_draft(
        kind=get_kind_page(kind).kind, building_id=building_id, by=request.actor, now=localtime()
    )
    return redirect("permits:fill_draft", draft.pk)


@for_audience(Audience.RESIDENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("permits.documents", limit=120, per_seconds=TEN_MINUTES)
def fill_draft(request: Request, draft_id: UUID) -> HttpResponseBase:
    """Take documents and say what is missing; only a complete draft is sent."""
    sent = find_sent(draft_id, by=request.actor)
    if sent is not None:
        return redirect("permits:show_own_permit", sent.code)
    if request.method != "POST":
        return _show_draft(request, draft_id)
    problems = _take_documents(request, draft_id)
    if problems:
        return _show_draft(request, draft_id, problems=problems, status=WRONG)
    if "kirim" in request.POST:
        return _send(request, draft_id)
    messages.success(request, _("Kept. Nothing was sent yet."))
    return redirect("permits:fill_draft", draft_id)


def _send(request: Request, draft_id: UUID) -> HttpResponseBase:
    try:
        permit = drafts.submit_draft(
            draft_id=draft_id, language=get_language() or "id", by=request.actor, now=localtime()
        )
    except NotComplete as refusal:
        return _show_draft(request, draft_id, problems=refusal.fields, status=WRONG)
    messages.success(request, _("Sent. The promised time runs from now on."))
    return redirect("permits:show_own_permit", permit.code)


def _take_documents(request: Request, draft_id: UUID) -> dict[str, str]:
    """Keep the files that came; returns why some were not taken, by their key."""
    draft, now, problems = get_own_draft(draft_id, by=request.actor), localtime(), {}
    if "hapus" in request.POST:
        key = request.POST["hapus"]
        drafts.drop_document(draft_id=draft_id, key=key, by=request.actor, now=now)
    for name in request.FILES:
        key = name.removeprefix("doc_")
        try:
            file = store_upload(
                request.FILES.getlist(name)[-1], allowed=list_allowed(draft, key),
                by=request.actor, now=now, keep_until=now + UNCLAIMED,
            )  # fmt: skip
            drafts.put_document(
                draft_id=draft_id, key=key, file_id=file.pk, by=request.actor, now=now
            )
        except (FileRefused, NoSuchDocument) as refusal:
            problems[key] = str(refusal)
    return problems


def _show_draft(
    request: Request, draft_id: UUID, *, problems: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    draft = get_own_draft(draft_id, by=request.actor)
    said = {key: str(words) for key, words in (problems or {}).items()}
    page = get_draft_page(draft, problems=said, now=localtime())
    return render(request, "permits/draft.html", {"page": page}, status=status)


@for_audience(Audience.RESIDENT)
@require_POST
@once
def discard_draft(request: Request, draft_id: UUID) -> HttpResponseBase:
    """Throw a draft away; the building stays."""
    drafts.discard_draft(draft_id=draft_id, by=request.actor, now=localtime())
    messages.success(request, _("The draft and its files are gone."))
    return redirect("permits:list_own")


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def show_draft_file(request: Request, draft_id: UUID, key: str) -> HttpResponseBase:
    """Show a document of a draft to whoever may change it."""
    draft = get_own_draft(draft_id, by=request.actor)
    found = next((row for row in draft.documents.all() if row.key == key), None)
    if found is None:
        raise NoSuchDocument
    return file_response(found.file, inline=True, request=request, to_sender=True)
