"""How a case is put on the page; used by the view that shows it and by those that were refused."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kentongan.foundation.errors import Refusal
from kentongan.lobby.desk.forms import NikSearchForm, SearchForm
from kentongan.lobby.desk.queries import casepage, listing
from kentongan.lobby.desk.queries.typed import Typed
from kentongan.lobby.desk.queue import Queue
from kentongan.lobby.desk.views.request import Request
from kentongan.rooms.cases import api as cases

WRONG = 422


def read_queue(request: Request) -> Queue:
    """Return the queue that the address names, also of a form's address."""
    return SearchForm(request.GET).read_queue()


def frame(request: Request, *, queue: Queue, open_case: Any = None) -> dict[str, Any]:
    """Return what every page of the desk needs: rail, list and live token."""
    open_code = open_case.code if open_case else ""
    return {
        "desk_name": listing.name_desk(request.actor),
        "queue": queue,
        "queues": listing.list_queues(by=request.actor, queue=queue),
        "links": listing.list_links(by=request.actor),
        "listing": listing.make_listing(
            by=request.actor, queue=queue, now=timezone.localtime(), open_code=open_code
        ),
        "nik_form": NikSearchForm(),
        "live_token": listing.make_live_token(
            by=request.actor, case_id=open_case.pk if open_case else None
        ),
        "list_query": queue.make_query(bagian="daftar", buka=open_code),
        "rail_query": queue.make_query(bagian="antrean"),
    }


def show(
    request: Request,
    case: Any,
    *,
    typed: Typed | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Render the case as it is now; after a refusal with its sentence and what was typed."""
    queue = read_queue(request)
    page = casepage.make_case_page(case, by=request.actor, now=timezone.localtime(), typed=typed)
    context = {
        **frame(request, queue=queue, open_case=case),
        "page": page,
        "case": case,
        "has_case": True,
        "refusal": refusal,
        "case_query": queue.make_query(),
        "news_query": queue.make_query(bagian="kabar", versi=str(case.version)),
    }
    if refusal is not None:
        return render(request, "desk/case.html", context, status=refusal.status)
    status = WRONG if typed and typed.is_refused else 200
    return render(request, "desk/case.html", context, status=status)


def show_refused(request: Request, code: str, *, form: str, refusal: Refusal) -> HttpResponse:
    """Show the fresh case with the sentence, and what was typed still in its box."""
    error = str(refusal) if refusal.fields else ""
    typed = Typed(form=form, data=request.POST, error=error)
    fresh = cases.get_desk_case(code, by=request.actor)
    return show(request, fresh, typed=typed, refusal=refusal)
