"""How one comes to a case: by code and last four digits, or from the own list."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal, TooOften
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.services import check_rate, forgive, read_address
from kentongan.rooms.cases.errors import NoSuchCase
from kentongan.rooms.cases.forms import TrackForm
from kentongan.rooms.cases.queries.following import prove_case
from kentongan.rooms.cases.queries.mine import list_own_cases
from kentongan.rooms.cases.queries.tracking import show_clock
from kentongan.rooms.cases.views.requests import Request
from kentongan.rooms.people import api as people

HOUR = 3600
TRIES_OF_A_CODE = 8  # an hour; four digits have 10,000 values
TRIES_OF_AN_ADDRESS = 60  # an hour; a village hall is one address


@for_audience(Audience.EVERYONE)
def track(request: Request) -> HttpResponse:
    """Ask for code and last four digits; tries are counted before anything is looked up."""
    if request.method != "POST":
        return ask_for_proof(request, TrackForm(initial={"code": request.GET.get("kode", "")[:40]}))
    form = TrackForm(request.POST)
    try:
        _count_try(request, code=request.POST.get("code", ""), now=timezone.localtime())
    except TooOften as refusal:
        return _answer_refused(request, form=form, refusal=refusal)
    return _prove(request)


@once
def _prove(request: Request) -> HttpResponse:
    form = TrackForm(request.POST)
    if not form.is_valid():
        return ask_for_proof(request, form, status=422)
    try:
        proven = prove_case(form.cleaned_data["code"], last_four=form.cleaned_data["last_four"])
    except NoSuchCase as refusal:
        return _answer_refused(request, form=form, refusal=refusal)
    people.remember_proven_case(request, proven.id)
    forgive(_name_tries(form.cleaned_data["code"]))
    return redirect("cases:show_tracking", proven.code)


def ask_for_proof(
    request: Request, form: TrackForm, *, status: int = 200, was_here: bool = False
) -> HttpResponse:
    """Show the form; it never tells whether a case exists."""
    page = {"form": form, "was_here": was_here}
    return render(request, "cases/track.html", page, status=status)


def _answer_refused(request: Request, *, form: TrackForm, refusal: Refusal) -> HttpResponse:
    form.is_valid()
    form.add_error(None, str(refusal))
    status = refusal.status if isinstance(refusal, TooOften) else 422
    return ask_for_proof(request, form, status=status)


def _count_try(request: Request, *, code: str, now: datetime) -> None:
    address = f"track:address:{read_address(request)}"
    check_rate(address, limit=TRIES_OF_AN_ADDRESS, per_seconds=HOUR, now=now)
    check_rate(_name_tries(code), limit=TRIES_OF_A_CODE, per_seconds=HOUR, now=now)


def _name_tries(code: str) -> str:
    return "track:code:" + "".join(symbol for symbol in code.upper() if symbol.isalnum())[:40]


@for_audience(Audience.RESIDENT)
def list_mine(request: Request) -> HttpResponse:
    """Show a resident's own cases, newest first."""
    now = timezone.localtime()
    own = list_own_cases(by=request.actor, after=request.GET.get("sesudah", ""))
    page = {
        "rows": [(case, show_clock(case, now=now)) for case in own.cases],
        "pager": {"next_url": f"?sesudah={own.after}" if own.after else ""},
        "is_first": not request.GET.get("sesudah"),
    }
    return render(request, "cases/list_mine.html", page)
