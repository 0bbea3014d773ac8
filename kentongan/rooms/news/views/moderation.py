"""The queue of comments at the desk: by keyboard, or by ordinary buttons."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.once.guard import once
from kentongan.rooms.news.queries import moderation
from kentongan.rooms.news.queries.moderation import BOX_NAMES, Box
from kentongan.rooms.news.services import moderating
from kentongan.rooms.news.views.request import Request

DECIDE: dict[str, Callable[..., object]] = {
    "terima": moderating.accept_comment,
    "tolak": moderating.refuse_comment,
    "spam": moderating.mark_spam,
    "biarkan": moderating.keep_comment,
    "blokir": moderating.block_writer,
    "batal": moderating.undo_decision,
}
NEEDS_REASON = {"tolak", "blokir"}


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def moderate_comments(request: Request) -> HttpResponse:
    """Show a box of the queue; complaints are first where there are any."""
    now = localtime()
    counts = moderation.count_boxes(by=request.actor, now=now)
    box = _read_box(request, Box.COMPLAINED if counts[Box.COMPLAINED] else Box.WAITING)
    after = request.GET.get("setelah", "")
    queue = moderation.list_queue(box, after=after, by=request.actor, now=now)
    query = urlencode({"kotak": box.value, "setelah": queue.next_key})
    boxes = [
        {"name": name, "key": one.value, "count": counts.get(one), "is_here": one is box}
        for one, name in BOX_NAMES.items()
    ]
    context = {
        "queue": queue,
        "box": box,
        "boxes": boxes,
        "undo_id": _read_uuid(request.GET.get("baru", "")),
        "pager": {"next_url": f"?{query}" if queue.next_key else ""},
    }
    return render(request, "news/moderate.html", context)


@for_audience(Audience.OFFICER)
@require_POST
@once
def decide_comment(request: Request, comment_id: UUID) -> HttpResponse:
    """Decide on a comment, or take that back; a script gets the part that changed."""
    asked = request.POST.get("putusan", "")
    if asked not in DECIDE:
        raise Http404
    facts: dict[str, Any] = {}
    if asked in NEEDS_REASON:
        facts["reason"] = request.POST.get("reason", "")
    try:
        DECIDE[asked](comment_id=comment_id, by=request.actor, now=localtime(), **facts)
    except NotFound:
        raise
    except Refusal as refusal:
        return _show_refused(request, comment_id, refusal)
    return _go_on(request, comment_id, is_undone=asked == "batal")


@for_audience(Audience.OFFICER)
@require_safe
@never_cache
def list_comment_blocks(request: Request) -> HttpResponse:
    """Show whose comments are not taken in."""
    return render(
        request, "news/comment_blocks.html", {"blocks": moderation.list_blocks(by=request.actor)}
    )


@for_audience(Audience.OFFICER)
@require_POST
@once
def lift_comment_block(request: Request, block_id: int) -> HttpResponse:
    """Take somebody's comments in again."""
    moderating.lift_block(block_id=block_id, by=request.actor, now=localtime())
    messages.success(request, _("Comments from this address are taken in again."))
    return redirect("news:list_comment_blocks")


def _go_on(request: Request, comment_id: UUID, *, is_undone: bool) -> HttpResponse:
    comment = moderation.get_queued(comment_id, by=request.actor, now=localtime())
    if _wants_part(request):
        part = "_queued_comment" if is_undone else "_decided_comment"
        return render(request, f"news/{part}.html", {"comment": comment})
    messages.success(request, comment.state_name)
    box = _read_box(request, Box.WAITING)
    query = {"kotak": box.value} if is_undone else {"kotak": box.value, "baru": str(comment_id)}
    return redirect(f"{reverse('news:moderate_comments')}?{urlencode(query)}")


def _show_refused(request: Request, comment_id: UUID, refusal: Refusal) -> HttpResponse:
    """Show the comment again with what is wrong and what was typed."""
    comment = moderation.get_queued(comment_id, by=request.actor, now=localtime())
    fields = {name: str(text) for name, text in refusal.fields.items()}
    context = {
        "comment": comment,
        "errors": fields or {"all": str(refusal)},
        "typed": request.POST,
        "box": _read_box(request, Box.WAITING),
    }
    page = "_queued_comment" if _wants_part(request) else "moderate_one"
    return render(request, f"news/{page}.html", context, status=refusal.status)


def _read_box(request: Request, usual: Box) -> Box:
    try:
        return Box(request.GET.get("kotak") or request.POST.get("kotak", ""))
    except ValueError:
        return usual


def _wants_part(request: Request) -> bool:
    return request.headers.get("X-Part") == "1"


def _read_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
