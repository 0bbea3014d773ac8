"""Who works at which office: pages of the IT team."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.utils import filter_users_by_email

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.people import api
from kentongan.rooms.people.forms import AppointForm
from kentongan.rooms.places import api as places

SHOWN_FIRST = ("regency", "agency", "district")


@for_audience(Audience.OPERATOR)
def list_offices(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    offices = places.search_offices(asked, limit=50) if asked else _list_big_offices()
    counts = api.count_offices_with_roles(now=timezone.localtime())
    rows = [(office, counts.get(office.pk, 0)) for office in offices]
    return render(request, "people/offices.html", {"rows": rows, "q": asked})


def _list_big_offices() -> list[Any]:
    return [office for kind in SHOWN_FIRST for office in places.list_offices(kind=kind)]


@for_audience(Audience.OPERATOR)
def show_office(request: HttpRequest, office_key: str) -> HttpResponse:
    return _show(request, places.get_office(office_key), AppointForm())


def _show(
    request: HttpRequest, office: Any, form: AppointForm, *, status: int = 200
) -> HttpResponse:
    holders = api.list_future_and_current_holders([office.pk], now=timezone.localtime())
    page = {"office": office, "holders": holders, "form": form}
    return render(request, "people/office.html", page, status=status)


@for_audience(Audience.OPERATOR)
@require_POST
@once
def appoint(request: HttpRequest, office_key: str) -> HttpResponse:
    office = places.get_office(office_key)
    form = AppointForm(request.POST)
    if form.is_valid():
        try:
            _appoint(request, office.pk, dict(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    if not form.is_valid():
        return _show(request, office, form, status=422)
    messages.success(request, _("The role is given."))
    return redirect("people:show_office", office_key=office_key)


def _appoint(request: HttpRequest, office_id: int, given: dict[str, str]) -> None:
    now = timezone.localtime()
    email, name = given.pop("email"), given.pop("name")
    _user_id, is_new = api.appoint_by_email(
        email=email, name=name, office_id=office_id, by=api.get_actor_of(request), now=now, **given
    )
    if is_new:
        _send_first_mail(request, email)


def _send_first_mail(request: HttpRequest, email: str) -> None:
    """Let whoever got an account choose a password: allauth's own mail for that."""
    users = filter_users_by_email(email, is_active=True)
    request_password_reset(request, email, users, default_token_generator)


@for_audience(Audience.OPERATOR)
@require_POST
@once
def end_role(request: HttpRequest, holding_id: int) -> HttpResponse:
    office_id = api.end_role(
        holding_id=holding_id, by=api.get_actor_of(request), now=timezone.localtime()
    )
    messages.success(request, _("The role has ended."))
    return redirect("people:show_office", office_key=places.get_office(office_id).key)
