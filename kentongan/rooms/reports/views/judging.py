"""Whoever reported it says whether it is mended."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.reports.forms.judging import ReopenForm
from kentongan.rooms.reports.queries.panel import ReportPanel, get_own_panel
from kentongan.rooms.reports.services.ending import confirm_report, reopen_report
from kentongan.rooms.reports.views.request import Request
from kentongan.rooms.reports.views.uploading import keep_photo

WRONG, HOUR = 422, 3600


@for_audience(Audience.CASE_FOLLOWER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("reports.judge", limit=60, per_seconds=HOUR)
def judge_result(request: Request, code: str) -> HttpResponseBase:
    """Confirm with one press, or say with reason and photo what is still wrong."""
    panel = get_own_panel(code, by=request.actor, now=localtime())
    if request.method == "POST":
        is_yes = request.POST.get("judgement") == "confirm"
        return _confirm(request, panel) if is_yes else _take_reason(request, panel)
    if panel.reopen_until is None:
        return _go_back(panel)
    return _show(request, panel, ReopenForm())


def _take_reason(request: Request, panel: ReportPanel) -> HttpResponseBase:
    form = ReopenForm(request.POST, request.FILES)
    photos = keep_photo(request, form, "photo", now=localtime()) if form.is_valid() else []
    if form.errors:
        return _show(request, panel, form)
    return _reopen(request, panel, form, photos)


@once
def _confirm(request: Request, panel: ReportPanel) -> HttpResponseBase:
    try:
        confirm_report(report_id=panel.report.pk, by=request.actor, now=localtime())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Thank you. The office sees that you confirmed it."))
    return _go_back(panel)


@once
def _reopen(
    request: Request, panel: ReportPanel, form: ReopenForm, photos: list[UUID]
) -> HttpResponseBase:
    try:
        reopen_report(
            report_id=panel.report.pk, reason=form.cleaned_data["reason"], photos=photos,
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        form.add_error("reason" if refusal.status == WRONG else None, str(refusal))
        return _show(request, panel, form)
    messages.success(request, _("The office has it again, with your reason and a new date."))
    return _go_back(panel)


def _show(request: Request, panel: ReportPanel, form: ReopenForm) -> HttpResponseBase:
    facts = {"panel": panel, "form": form}
    return render(request, "reports/judge.html", facts, status=WRONG if form.errors else 200)


def _go_back(panel: ReportPanel) -> HttpResponseBase:
    return redirect("cases:show_tracking", panel.report.code)
