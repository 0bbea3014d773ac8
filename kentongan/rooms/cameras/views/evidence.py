"""Ask for recordings, agree, answer, bring and take them: /meja/kamera/bukti/, /kamera/milik/."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.handlers import RoomyUploadHandler
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.cameras.forms.evidence import (
    AnswerForm,
    AskForm,
    ClipForm,
    DecideForm,
    RecordForm,
)
from kentongan.rooms.cameras.permissions import list_looking_offices
from kentongan.rooms.cameras.queries import evidence as queries
from kentongan.rooms.cameras.services.evidence import asking, clips, packing
from kentongan.rooms.cameras.views.marking import WRONG, mark_refusal
from kentongan.rooms.cameras.views.request import Request
from kentongan.rooms.cases import api as cases

HOUR = 3600
DESK, OWNER = "cameras:show_evidence", "cameras:show_own_evidence"


@for_audience(Audience.OFFICER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("cameras.evidence", limit=30, per_seconds=HOUR)
def list_evidence(request: Request) -> HttpResponseBase:
    """Show the requests one takes part in, and ask for more recordings."""
    if not list_looking_offices(request.actor):
        raise Http404
    if request.method == "POST":
        return _ask(request)
    return _show_list(request, AskForm(by=request.actor, now=localtime()))


@once
def _ask(request: Request) -> HttpResponseBase:
    now = localtime()
    form = AskForm(request.POST, by=request.actor, now=now)
    if not form.is_valid():
        return _show_list(request, form)
    try:
        made = asking.ask_for_recordings(
            asking.Asking(**form.read_facts()), by=request.actor, now=now
        )
    except NotFound as refusal:
        said = _("Your grant does not include recordings of all of these cameras.")
        form.add_error("cameras", said)
        del refusal
        return _show_list(request, form)
    except Refusal as refusal:
        mark_refusal(form, refusal)
        return _show_list(request, form)
    messages.success(request, _("Asked. A second official has to agree, then the owners."))
    return redirect(DESK, made.code)


def _show_list(request: Request, form: AskForm) -> HttpResponseBase:
    page = {"requests": queries.list_requests(by=request.actor), "form": form}
    return render(request, "cameras/evidence_list.html", page, status=WRONG if form.errors else 200)


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_evidence(request: Request, code: str) -> HttpResponseBase:
    """Show a request to an office that takes part in it."""
    return _show(request, code)


@for_audience(Audience.RESIDENT)
@never_cache
@require_safe
def show_own_evidence(request: Request, code: str) -> HttpResponseBase:
    """Show a request to the private owner of a camera in it."""
    return _show(request, code, is_owner=True)


def _show(
    request: Request, code: str, *, is_owner: bool = False, clip_form: ClipForm | None = None,
    record_form: RecordForm | None = None,
) -> HttpResponseBase:  # fmt: skip
    found = queries.get_request(code, by=request.actor, now=localtime())
    page: dict[str, Any] = {
        "shown": found, "is_owner": is_owner, "clip_form": clip_form,
        "rows": [
            (one, _make_record_form(one, record_form), *_make_forms(one, found, clip_form))
            for one in found.cameras
        ],
        "base": "kamera/milik/bukti" if is_owner else "meja/kamera/bukti",
    }  # fmt: skip
    status = WRONG if any(form and form.errors for form in (clip_form, record_form)) else 200
    return render(request, "cameras/evidence.html", page, status=status)


def show_wrong_minutes(request: Request, code: str, form: RecordForm) -> HttpResponseBase:
    """Show a request again with what was typed to have a camera recorded."""
    return _show(request, code, record_form=form)


def _make_record_form(one: queries.ShownCamera, typed: RecordForm | None) -> RecordForm | None:
    code = one.camera.code
    if typed is not None and typed.data.get("camera") == code:
        return typed if one.may_record else None
    form = RecordForm(initial={"camera": code}, auto_id=f"r-{code}-%s")
    return form if one.may_record else None


def _make_forms(
    one: queries.ShownCamera, found: queries.ShownRequest, clip_form: ClipForm | None
) -> tuple[AnswerForm | None, ClipForm | None]:
    code = one.camera.code
    answer = AnswerForm(initial={"camera": code}, auto_id=f"a-{code}-%s")
    if clip_form is not None and clip_form.data.get("camera") == code:
        clip = clip_form
    else:
        at = localtime(found.request.starts_at)
        clip = ClipForm(initial={"camera": code, "starts_at": at}, auto_id=f"c-{code}-%s")
    return answer if one.may_answer else None, clip if one.may_bring else None


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
@once
def decide_evidence(request: Request, code: str) -> HttpResponseBase:
    """Decide as the second official, or have the package made."""
    found = queries.get_request(code, by=request.actor, now=localtime())
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose what you decide."))
        return redirect(DESK, found.request.code)
    try:
        cases.decide(
            case_id=found.request.pk, by=request.actor, now=localtime(), **form.cleaned_data
        )
    except NotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, " ".join([str(refusal), *map(str, refusal.fields.values())]))
    else:
        messages.success(request, _("Decided."))
    return redirect(DESK, found.request.code)


@for_audience(Audience.RESIDENT)
@never_cache
@require_POST
@once
def answer_evidence(request: Request, code: str) -> HttpResponseBase:
    """Say yes or no for the owner of a camera."""
    found = queries.get_request(code, by=request.actor, now=localtime())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose yes or no."))
        return _go_back(request, found.request.code)
    try:
        asking.answer_request(
            code=code, camera_code=form.cleaned_data["camera"],
            is_given=form.cleaned_data["answer"] == "yes", words=form.cleaned_data["words"],
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Thank you. Your answer is kept."))
    return _go_back(request, found.request.code)


@csrf_exempt  # read only after the handler is set; _bring checks it
@for_audience(Audience.RESIDENT)
@never_cache
@require_POST
def bring_clip(request: Request, code: str) -> HttpResponseBase:
    """Take a recording from its owner or an operator."""
    queries.get_request(code, by=request.actor, now=localtime())
    request.upload_handlers = [RoomyUploadHandler(request, most_bytes=clips.MOST_BYTES)]
    return _bring(request, code)


@csrf_protect
@once
def _bring(request: Request, code: str) -> HttpResponseBase:
    form = ClipForm(request.POST, request.FILES)
    is_owner = request.POST.get("from") == "owner"
    if not form.is_valid():
        return _show(request, code, is_owner=is_owner, clip_form=form)
    typed = form.cleaned_data
    try:
        clips.add_clip(
            typed["clip"], code=code, camera_code=typed["camera"], starts_at=typed["starts_at"],
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        mark_refusal(form, refusal)
        return _show(request, code, is_owner=is_owner, clip_form=form)
    messages.success(request, _("The recording has arrived. Its fingerprint is in the list."))
    return _go_back(request, code)


@for_audience(Audience.OFFICER)
@never_cache
@require_POST
def download_evidence(request: Request, code: str) -> HttpResponseBase:
    """Hand out the package; each time is counted and the owner reads it."""
    file = packing.download_package(code=code, by=request.actor, now=localtime())
    return file_response(file, inline=False)


def _go_back(request: Request, code: str) -> HttpResponseBase:
    return redirect(OWNER if request.POST.get("from") == "owner" else DESK, code)
