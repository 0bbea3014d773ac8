from datetime import datetime

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import WrongAnswers
from kentongan.rooms.services.forms.application import make_page_form
from kentongan.rooms.services.queries.catalogue import get_service
from kentongan.rooms.services.queries.drafts import OpenDraft, find_draft, get_draft_file
from kentongan.rooms.services.queries.filling import (
    Filling,
    find_place_in_form,
    find_problems,
    list_review,
    take_page,
)
from kentongan.rooms.services.queries.receipt import get_receipt
from kentongan.rooms.services.services import drafts
from kentongan.rooms.services.session import list_owners, name_owner
from kentongan.rooms.services.views.entering import (
    Counter,
    Request,
    limit_flood,
    read_counter,
    read_key,
    way,
)

WRONG = 422


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_flood("services.page", limit=120)
def apply_for_service(request: Request, slug: str) -> HttpResponseBase:
    counter, now = read_counter(request), localtime()
    service = get_service(slug)
    wanted = request.GET.get("langkah", "")
    draft = find_draft(service, owners=list_owners(request), office_id=counter.office_id)
    if request.method == "POST":
        posted = take_page(service, draft, wanted=wanted)
        if not posted.is_review:
            return _keep(request, posted, counter, now=now)
    filling = find_place_in_form(
        service, draft if draft.id else _prefill(request, counter),
        wanted=wanted, at_counter=counter.is_open, now=now,
    )  # fmt: skip
    return _show(request, filling, counter, now=now)


@for_audience(Audience.EVERYONE)
@never_cache
@require_POST
@limit_flood("services.send", limit=30)
@once
def send_application(request: Request, slug: str) -> HttpResponseBase:
    counter, now = read_counter(request), localtime()
    try:
        case = drafts.send_draft(
            draft_id=read_key(request.POST.get("draft", "")), owners=list_owners(request),
            language=get_language() or "id", by=request.actor, now=now,
        )  # fmt: skip
    except WrongAnswers:
        return redirect(way(slug, counter, page="periksa"))
    if counter.is_open:
        return redirect("services:show_receipt", slug=case.type_slug, code=case.code)
    people.remember_proven_case(request, case.pk)
    return redirect(reverse("cases:show_tracking", args=[case.code]) + "?baru=1")


@for_audience(Audience.EVERYONE)
@never_cache
@require_POST
def discard_draft(request: Request, slug: str) -> HttpResponseBase:
    counter = read_counter(request)
    drafts.discard_draft(
        slug=slug, owners=list_owners(request), office_id=counter.office_id, by=request.actor
    )
    return redirect(way(slug, counter))


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def show_draft_file(request: Request, slug: str, key: str) -> HttpResponseBase:
    counter = read_counter(request)
    file = get_draft_file(
        get_service(slug), key, owners=list_owners(request), office_id=counter.office_id
    )
    return file_response(file, inline=True, request=request, to_sender=True)


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def show_receipt(request: Request, slug: str, code: str) -> HttpResponse:
    receipt = get_receipt(slug, code, by=request.actor)
    return render(request, "services/receipt.html", {"receipt": receipt})


def _prefill(request: Request, counter: Counter) -> OpenDraft:
    """Give a new form what an account's own person is known by."""
    if counter.is_open or not request.user.is_authenticated:
        return OpenDraft()
    known = people.get_own_answers(request.user.pk)
    known["village"] = known.pop("village_code", "")
    return OpenDraft(typed={f"applicant_{key}": value for key, value in known.items()})


def _keep(
    request: Request, filling: Filling, counter: Counter, *, now: datetime
) -> HttpResponseBase:
    kept = drafts.keep_page(
        service=filling.service, page=filling.page, typed=request.POST, uploads=request.FILES,
        owners=list_owners(request), owner=name_owner(request), office_id=counter.office_id,
        by=request.actor, now=now,
    )  # fmt: skip
    problems = find_problems(
        filling.service, filling.page, kept.draft, at_counter=counter.is_open, now=now
    ) | {key: str(refusal) for key, refusal in kept.refused.items()}
    if not problems:
        return redirect(way(filling.service.slug, counter, page=filling.next.key))
    again = Filling(filling.service, filling.page, filling.pages, kept.draft, problems)
    return _show(request, again, counter, now=now, status=WRONG)


def _show(
    request: Request, filling: Filling, counter: Counter, *, now: datetime, status: int = 200
) -> HttpResponse:
    slug = filling.service.slug
    facts = {
        "filling": filling,
        "counter": counter,
        "action": way(slug, counter, page=filling.page.key),
        "send": way(slug, counter, name="send_application"),
        "discard": way(slug, counter, name="discard_draft"),
        "back": way(slug, counter, page=filling.before.key) if filling.before else "",
        "saved_pages": [page.key for page in filling.pages[: filling.page.number - 1]],
        "crumbs": [(filling.service.name, reverse("services:show_service", args=[slug]))],
    }
    if filling.is_review:
        facts["parts"] = [
            (part, way(slug, counter, page=part.page.key))
            for part in list_review(filling, at_counter=counter.is_open, now=now)
        ]
        return render(request, "services/review.html", facts)
    facts["form"] = make_page_form(
        filling.page, slug=slug, typed=filling.draft.typed, files=filling.draft.files,
        problems=filling.problems, at_counter=counter.is_open, today=now.date(),
    )  # fmt: skip
    return render(request, "services/page.html", facts, status=status)
