"""Telling what is wrong: one page, one button; every mistake beside its field, nothing lost."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal, TooOften
from kentongan.foundation.throttle.services import check_rate, read_address
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NoSuchCategory, WrongReport
from kentongan.rooms.reports.forms.intake import QuestionsForm, ReportForm
from kentongan.rooms.reports.queries.categories import get_category, list_categories, list_groups
from kentongan.rooms.reports.queries.receipt import get_receipt
from kentongan.rooms.reports.rules.suggesting import suggest_categories
from kentongan.rooms.reports.rules.words import Channel
from kentongan.rooms.reports.services.submit import Submitted, submit_report
from kentongan.rooms.reports.views.request import Request
from kentongan.rooms.reports.views.uploading import answer_too_often, keep_photos, make_claim

WRONG, CREATED = 422, 201
# From one address in ten minutes: a village hall and many phones share one.
REPORTS, WINDOW_SECONDS = 120, 600
PINS = "reports.pins"
MOST_PINS = 20
FORM_FACTS = (
    "category", "description", "village_code", "lat", "lon", "place_words", "name", "phone",
    "email", "secrecy", "case_id",
)  # fmt: skip


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def report_problem(request: Request) -> HttpResponse:
    form = ReportForm(groups=list_groups(), initial={"case_id": uuid4()})
    return _show(request, form, is_counter=request.GET.get("loket") == "1")


@for_audience(Audience.EVERYONE)
@never_cache
@require_POST
def send_report(request: Request) -> HttpResponseBase:
    now = localtime()
    try:
        key = f"reports.send|{read_address(request)}"
        check_rate(key, limit=REPORTS, per_seconds=WINDOW_SECONDS, now=now)
    except TooOften as refusal:
        if _wants_json(request):
            return answer_too_often(refusal)
        raise
    data = request.POST.copy()
    suggested = "" if data.get("category") else _suggest(data.get("description", ""))
    if suggested:
        data["category"] = suggested
    form = ReportForm(data, groups=list_groups())
    form.is_valid()
    if suggested:
        form.blame({"category": _("This is what your words sound like. Is it right?")})
    photos = keep_photos(request, form, now=now)
    questions = _find_questions(form)
    form.add_questions(questions)
    is_asked = request.POST.get("asked", "") == form.data.get("category", "")
    if form.errors or (questions and not is_asked):
        return _answer_wrong(request, form, photos)
    return _send(request, form, photos)


def _send(request: Request, form: ReportForm, photos: list[UUID]) -> HttpResponseBase:
    """
    Submit once, whatever comes twice: by the case's id, which the form or the device has made.

    @once would repeat the answer but not open the session again, and then the receipt of an answer
    that was lost could not be seen.
    """
    try:
        sent = _submit(request, form, photos)
    except NoSuchCategory:
        form.blame({"category": NoSuchCategory.message})
    except NotFound:
        raise
    except Refusal as refusal:
        form.blame(refusal.fields or {"": str(refusal)})
    else:
        return _answer_sent(request, sent)
    return _answer_wrong(request, form, photos)


def _submit(request: Request, form: ReportForm, photos: list[UUID]) -> Submitted:
    facts: dict[str, Any] = {
        name: form.cleaned_data.get(name)
        for name in FORM_FACTS
        if form.cleaned_data.get(name) not in (None, "")
    }
    metres = form.cleaned_data.get("accuracy_m")
    counter = _find_counter(request)
    if counter is not None:
        facts |= {"intake_office_id": counter.office_id, "channel": Channel.OFFICER}
    facts["accuracy_m"] = None if metres is None else min(int(metres), 1_000_000)
    submit = partial(
        submit_report, **facts, photos=photos, answers=form.list_answers(),
        language=get_language() or "id", by=request.actor, now=localtime(),
    )  # fmt: skip
    try:
        return submit()
    except IntegrityError:  # the same report at the same moment: now the other one is there
        pass
    try:
        return submit()
    except IntegrityError as error:  # the number is that of something else
        raise WrongReport(fields={"description": _("This report was sent already.")}) from error


def _find_counter(request: Request) -> people.Holding | None:
    """Return the office whose officer types it for somebody; nobody else has a counter."""
    return request.actor.counter if request.POST.get("loket") == "1" else None


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def show_receipt(request: Request, code: str) -> HttpResponse:
    receipt = get_receipt(code, by=request.actor, now=localtime())
    pin = request.session.get(PINS, {}).get(receipt.case.code, "")
    return render(request, "reports/receipt.html", {"receipt": receipt, "pin": pin})


def _answer_sent(request: Request, sent: Submitted) -> HttpResponseBase:
    """Lead to the receipt; who sends the same words under the same id again is the same person."""
    case = sent.report.case
    people.remember_proven_case(request, case.pk)
    if sent.pin:
        pins = list(request.session.get(PINS, {}).items())
        request.session[PINS] = dict([*pins, (case.code, sent.pin)][-MOST_PINS:])
    url = reverse("reports:show_receipt", args=[case.code])
    if _wants_json(request):
        return JsonResponse({"code": case.code, "pin": sent.pin, "url": url}, status=CREATED)
    return redirect(url)


def _answer_wrong(request: Request, form: ReportForm, photos: list[UUID]) -> HttpResponse:
    if not _wants_json(request):
        return _show(request, form, photos=photos, status=WRONG if form.errors else 200)
    fields = {name: [str(one) for one in found] for name, found in form.errors.items()}
    return JsonResponse({"fields": fields, "asked": bool(form.asked)}, status=WRONG)


def _show(
    request: Request, form: ReportForm, *, photos: list[UUID] | None = None, status: int = 200,
    is_counter: bool = False,
) -> HttpResponse:  # fmt: skip
    page = {
        "counter": request.actor.counter if is_counter else _find_counter(request),
        "form": form,
        "kept": [make_claim(file_id) for file_id in photos or ()],
        "asked": form.data.get("category", "") if form.asked else "",
        "is_second": bool(form.asked) and not _has_other_errors(form),
        "question_forms": [
            QuestionsForm(each.slug, each.questions) for each in list_categories() if each.questions
        ],
    }
    return render(request, "reports/report.html", page, status=status)


def _has_other_errors(form: ReportForm) -> bool:
    return any(not name.startswith("q_") for name in form.errors)


def _find_questions(form: ReportForm) -> list[dict[str, Any]]:
    """Return what the chosen category asks."""
    chosen = str(form.data.get("category", ""))
    if not chosen:
        return []
    try:
        return get_category(chosen).questions
    except NoSuchCategory:
        form.blame({"category": NoSuchCategory.message})
        return []


def _suggest(words: str) -> str:
    """Choose for the person what their words say; they see it and may choose otherwise."""
    known = {each.slug: [each.name_id, *each.keywords] for each in list_categories()}
    return next(iter(suggest_categories(words, keywords=known, limit=1)), "")


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")
