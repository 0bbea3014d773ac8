"""Numbers whose reports are not taken in: an officer blocks with a reason, and lifts it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.once.guard import once
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.forms.chat import BlockForm, LiftForm
from kentongan.rooms.reports.permissions import can_dispatch
from kentongan.rooms.reports.queries.blocks import list_blocks as list_rows
from kentongan.rooms.reports.services import blocking

WRONG = 422


class Request(HttpRequest):
    """With who acts, put there by people's middleware."""

    actor: people.Actor


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def list_blocks(request: Request) -> HttpResponse:
    """Show which numbers are blocked, and the form for another one."""
    return _show(request, BlockForm())


@for_audience(Audience.OFFICER)
@require_POST
@once
def block_number(request: Request) -> HttpResponse:
    """Block a number; its next message is answered with the reason, once."""
    _check(request)
    form = BlockForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=WRONG)
    try:
        blocking.block_number(**form.cleaned_data, by=request.actor, now=timezone.localtime())
    except people.PhoneWrong as refusal:
        form.add_error("phone", str(refusal))
        return _show(request, form, status=WRONG)
    messages.success(request, _("The number is blocked."))
    return redirect("reports:list_blocks")


@for_audience(Audience.OFFICER)
@require_POST
@once
def lift_block(request: Request, block_id: int) -> HttpResponse:
    """Hear a number again."""
    _check(request)
    form = LiftForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write why the number is heard again (ten signs)."))
        return redirect("reports:list_blocks")
    blocking.lift_block(
        block_id=block_id, reason=form.cleaned_data["reason"], by=request.actor,
        now=timezone.localtime(),
    )  # fmt: skip
    messages.success(request, _("The number is heard again."))
    return redirect("reports:list_blocks")


def _check(request: Request) -> None:
    if not can_dispatch(request.actor):
        raise Http404


def _show(request: Request, form: BlockForm, *, status: int = 200) -> HttpResponse:
    _check(request)
    context = {"form": form, "blocks": list_rows(by=request.actor)}
    return render(request, "reports/chat/numbers.html", context, status=status)
