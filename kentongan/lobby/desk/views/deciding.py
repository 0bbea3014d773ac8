"""Decisions on a case: forward, grant, refuse, return, ask."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allauth.mfa.utils import is_mfa_enabled

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.services import keep_file
from kentongan.foundation.once.guard import once
from kentongan.lobby.desk.forms import NoteForm
from kentongan.lobby.desk.queries import choices, listing
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.lobby.desk.queue import Queue
from kentongan.lobby.desk.views.gate import for_case
from kentongan.lobby.desk.views.kept import keep_typed
from kentongan.lobby.desk.views.request import Request
from kentongan.lobby.desk.views.showing import read_queue, show, show_refused
from kentongan.lobby.desk.views.uploads import store_uploads
from kentongan.rooms.cases import api as cases


@for_audience(Audience.OFFICER)
@once
@for_case("POST")
def decide(request: Request, case: Any) -> HttpResponseBase:
    """Take the decision, then lead to the next case of the same queue."""
    now = timezone.localtime()
    extras = choices.make_extras(case, request.POST.get("decision", ""))
    form = NoteForm(request.POST, request.FILES, **extras)
    files = store_uploads(request, form, now=now)
    if form.errors or form.cleaned_data["decision"] not in cases.Decision.values:
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        return show(request, case, typed=Typed(form="decide", data=request.POST, errors=errors))
    typed = form.cleaned_data
    try:
        cases.decide(
            case_id=case.pk,
            version=typed["version"],
            decision=typed["decision"],
            note=typed["note"],
            files=files,
            office_key=typed.get("office", ""),
            by=request.actor,
            now=now,
        )
    except cases.NeedsSecondFactor:
        return ask_second_factor(request, case.code)
    except NotFound:
        raise
    except Refusal as refusal:
        return show_refused(request, case.code, form="decide", refusal=refusal)
    for _key, file_id in files:
        keep_file(file_id, by=request.actor)
    done = str(cases.Decision(typed["decision"]).label)
    return go_to_next(request, code=case.code, done=done)


def ask_second_factor(request: Request, code: str) -> HttpResponse:
    """Lead to the second factor and back to this case, with the note kept."""
    keep_typed(request, code, form="decide")
    way = reverse("mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp")
    back = reverse("desk:show_case", args=[code]) + read_queue(request).make_query()
    messages.info(request, str(cases.NeedsSecondFactor()))
    return redirect(f"{way}?{urlencode({'next': back})}")


def go_to_next(request: Request, *, code: str, done: str) -> HttpResponse:
    """Say what was done and open the most urgent case that is left, else the empty desk."""
    queue = read_queue(request)
    next_code = listing.find_next(by=request.actor, queue=queue, done_code=code)
    facts = {"done": done, "code": code}
    back = Queue(name=queue.name).make_query()
    if not next_code:
        messages.success(request, _("%(done)s: %(code)s. Nothing else waits here.") % facts)
        return redirect(reverse("desk:show_desk") + back)
    messages.success(request, _("%(done)s: %(code)s. Here is the next case.") % facts)
    return redirect(reverse("desk:show_case", args=[next_code]) + back)
