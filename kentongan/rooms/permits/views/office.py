"""The offices' side: the ledger of duties, the review with remarks, bill, payment, inspection."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.services import store_upload
from kentongan.foundation.once.guard import once
from kentongan.rooms.permits.errors import NoSuchBill
from kentongan.rooms.permits.forms.working import InspectionForm, LedgerForm, PaymentForm
from kentongan.rooms.permits.queries.finding import get_visible_permit
from kentongan.rooms.permits.queries.ledger import list_permits
from kentongan.rooms.permits.queries.ledgerpage import (
    get_ledger_page,
    list_district_choices,
    list_standings,
)
from kentongan.rooms.permits.queries.pages import get_permit_page
from kentongan.rooms.permits.services import paying, reviewing
from kentongan.rooms.permits.views.applying import UNCLAIMED, WRONG
from kentongan.rooms.permits.views.request import Request


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_ledger(request: Request) -> HttpResponse:
    """Show what every building owes: earliest due first, overdue in red."""
    form = LedgerForm(request.GET, standings=list_standings(), districts=list_district_choices())
    form.is_valid()
    page = get_ledger_page(
        form.cleaned_data, after=request.GET.get("sesudah", "")[:80], by=request.actor,
        now=localtime(),
    )  # fmt: skip
    permits, _more = list_permits(limit=10, by=request.actor)
    facts = {"page": page, "form": form, "permits": permits}
    return render(request, "permits/ledger.html", facts)


@for_audience(Audience.OFFICER)
@never_cache
@require_safe
def show_review(request: Request, code: str) -> HttpResponse:
    """Show a permit to its offices, with what may be done now."""
    return _show(request, code)


def _show(request: Request, code: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    permit = get_visible_permit(code, by=request.actor)
    page = get_permit_page(
        permit, problems=forms.pop("problems", {}), by=request.actor, now=localtime()
    )
    facts = {
        "page": page,
        "permit": permit,
        "inspection": forms.get("inspection") or InspectionForm(auto_id="inspect_%s"),
        "payment": forms.get("payment")
        or PaymentForm(
            auto_id="pay_%s",
            initial={"amount": page.amount, "paid_on": localtime().date().isoformat()},
        ),
        "refusal": forms.get("refusal", ""),
        "typed": forms.get("typed", {}),
    }
    return render(request, "permits/review.html", facts, status=status)


@for_audience(Audience.OFFICER)
@require_POST
@once
def review_documents(request: Request, code: str) -> HttpResponseBase:
    """Keep a verdict for each document, and ask for all corrections at once when that is wanted."""
    permit, now = get_visible_permit(code, by=request.actor), localtime()
    problems: dict[str, str] = {}
    for name, verdict in request.POST.dict().items():
        if not name.startswith("verdict_") or not verdict:
            continue
        key = name.removeprefix("verdict_")
        try:
            reviewing.review_document(
                permit_id=permit.pk, key=key, standing=verdict,
                remark=request.POST.get(f"remark_{key}", ""), by=request.actor, now=now,
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refusal:
            problems[key] = str(refusal)
    if problems:
        return _show(request, code, problems=problems, typed=request.POST, status=WRONG)
    if "minta" not in request.POST:
        messages.success(request, _("The verdicts are kept."))
        return redirect("permits:show_review", permit.code)
    try:
        reviewing.ask_for_corrections(
            permit_id=permit.pk, version=int(request.POST.get("version") or 0),
            note=request.POST.get("note", ""), by=request.actor, now=now,
        )  # fmt: skip
    except Refusal as refusal:
        return _show(request, code, refusal=str(refusal), typed=request.POST, status=WRONG)
    messages.success(
        request, _("The applicant was asked for all corrections; the clock stands still.")
    )
    return redirect("permits:show_review", permit.code)


@for_audience(Audience.OFFICER)
@require_POST
def inspect(request: Request, code: str) -> HttpResponseBase:
    """Keep what was seen on the spot, with its photo."""
    permit, now = get_visible_permit(code, by=request.actor), localtime()
    form = InspectionForm(request.POST, request.FILES, auto_id="inspect_%s")
    if not form.is_valid():
        return _show(request, code, inspection=form, status=WRONG)
    try:
        photo = store_upload(
            form.cleaned_data["photo"], allowed=("image",), by=request.actor, now=now,
            keep_until=now + UNCLAIMED,
        )  # fmt: skip
        reviewing.inspect_building(
            permit_id=permit.pk, photo_id=photo.pk,
            is_fitting=form.cleaned_data["is_fitting"] == "yes",
            findings=form.cleaned_data["findings"], by=request.actor, now=now,
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        name = "photo" if isinstance(refusal, FileRefused) else "findings"
        form.add_error(name, str(refusal.fields.get(name, refusal)))
        return _show(request, code, inspection=form, status=WRONG)
    messages.success(request, _("The inspection is kept."))
    return redirect("permits:show_review", permit.code)


@for_audience(Audience.OFFICER)
@require_POST
@once
def record_payment(request: Request, code: str) -> HttpResponseBase:
    """Record what was paid; the clock of the permit goes on."""
    permit, now = get_visible_permit(code, by=request.actor), localtime()
    page = get_permit_page(permit, problems={}, by=request.actor, now=now)
    if page.bill is None:
        raise NoSuchBill
    form = PaymentForm(request.POST, auto_id="pay_%s")
    if not form.is_valid():
        return _show(request, code, payment=form, status=WRONG)
    told = form.cleaned_data
    try:
        paying.record_payment(
            bill_id=page.bill.pk, amount=told["amount"], reference=told["reference"],
            channel=told["channel"], paid_at=_read_moment(told["paid_on"], page, now=now),
            by=request.actor, now=now,
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        for name, words in (refusal.fields or {"": str(refusal)}).items():
            form.add_error("paid_on" if name == "paid_at" else name or None, str(words))
        return _show(request, code, payment=form, status=WRONG)
    messages.success(request, _("The payment is recorded; the clock goes on."))
    return redirect("permits:show_review", permit.code)


def _read_moment(day: Any, page: Any, *, now: datetime) -> datetime:
    """Return the moment of a day that only its date is known of: within the bill's time."""
    end = datetime.combine(day, time.max, tzinfo=ZoneInfo(settings.TIME_ZONE))
    earliest = page.bill.issued_at or now
    return max(min(end, now), earliest) if earliest.date() <= end.date() else end
