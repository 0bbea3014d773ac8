"""What readers say below an article: read, write, complain, take back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal, TooOften
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.foundation.throttle.services import check_rate, read_address
from kentongan.rooms.news.forms.talk import TRAP, CommentForm, ComplaintForm
from kentongan.rooms.news.queries import talk
from kentongan.rooms.news.queries.addresses import get_path
from kentongan.rooms.news.queries.policy import get_policy
from kentongan.rooms.news.queries.writers import is_address, make_token
from kentongan.rooms.news.rules.words import CommentState, ComplaintKind
from kentongan.rooms.news.services.commenting import Typed, write_comment
from kentongan.rooms.news.services.complaining import complain, withdraw_comment
from kentongan.rooms.news.views.request import Request

if TYPE_CHECKING:
    from kentongan.rooms.news.models import Article

WRONG, HOUR = 422, 3600
OWN_SITES = {"same-origin", "none"}


@csrf_exempt  # pages of articles are the same for everybody and hold no token: see _is_of_here
@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_comments(request: Request, year: int, slug: str) -> HttpResponseBase:
    """Show all comments of an article and the form; take one in."""
    article, now = talk.get_commented(year=year, slug=slug), localtime()
    if request.method != "POST":
        return _show(request, article, CommentForm(), now=now)
    form = CommentForm(request.POST)
    form.is_valid()
    try:
        _check_floods(request, article, now=now)
    except TooOften as refusal:
        _say(form, refusal)
        return _show(request, article, form, now=now, status=refusal.status)
    if not _is_of_here(request):
        _say(form, Refusal(_("Please read it once more and send it from this page.")))
        return _show(request, article, form, now=now, status=WRONG)
    return _take(request, article, form, now=now)


@once
def _take(
    request: Request, article: "Article", form: CommentForm, *, now: datetime
) -> HttpResponse:  # fmt: skip
    typed = Typed(
        name=request.POST.get("name", ""), email=request.POST.get("email", ""),
        words=request.POST.get("words", ""), is_told="is_told" in request.POST,
        trap=request.POST.get(TRAP, ""),
        seconds=talk.read_stamp(
            request.POST.get("stamp", ""), article_id=article.pk, now=now
        ),
    )  # fmt: skip
    try:
        comment = write_comment(
            article_id=article.pk, typed=typed, parent_id=_read_uuid(request.POST.get("balas", "")),
            language=get_language() or "id", by=request.actor, now=now,
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        _say(form, refusal)
        return _show(request, article, form, now=now, status=refusal.status)
    return redirect("news:show_own_comment", make_token(comment))


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("news.withdraw", limit=30, per_seconds=HOUR)
@once
def show_own_comment(request: Request, token: str) -> HttpResponseBase:
    """Tell a writer what becomes of a comment, and let it be taken back."""
    comment = talk.get_own(token)
    if request.method == "POST":
        withdraw_comment(comment_id=comment.pk, by=request.actor, now=localtime())
        return redirect("news:show_own_comment", token)
    facts = {
        "comment": comment,
        "article_url": get_path(comment.article),
        "is_gone": comment.state == CommentState.WITHDRAWN,
    }
    return render(request, "news/own_comment.html", facts)


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complain_of(request: Request, comment_id: UUID) -> HttpResponseBase:
    """Take a complaint about a comment; editors answer within two days."""
    comment = talk.get_shown(comment_id)
    facts: dict[str, Any] = {"comment": comment, "article_url": get_path(comment.article)}
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = WRONG if request.method == "POST" else 200
        return render(request, "news/complain.html", {**facts, "form": form}, status=status)
    rate, now = get_policy().rates["complaints"], localtime()
    try:
        check_rate(
            f"news.complain|{read_address(request)}", limit=rate.limit,
            per_seconds=rate.per_seconds, now=now,
        )  # fmt: skip
    except TooOften as refusal:
        form.add_error(None, str(refusal))
        return render(request, "news/complain.html", {**facts, "form": form}, status=refusal.status)
    complain(
        comment_id=comment_id, kind=ComplaintKind(form.cleaned_data["kind"]),
        words=form.cleaned_data["words"], by=request.actor, now=now,
    )  # fmt: skip
    return render(request, "news/complain.html", {**facts, "is_done": True})


@for_audience(Audience.EVERYONE)
@require_safe
def show_terms(request: HttpRequest) -> HttpResponse:
    """Say what may be written, who reads it first, and how to complain."""
    return render(request, "news/comment_terms.html", {"policy": get_policy()})


def _show(
    request: Request, article: "Article", form: CommentForm, *, now: datetime, status: int = 200
) -> HttpResponse:  # fmt: skip
    found = talk.list_talk(article, after=request.GET.get("setelah", ""), now=now)
    answered = _read_uuid(request.POST.get("balas", "") or request.GET.get("balas", ""))
    query = urlencode({"setelah": found.next_key})
    context = {
        "article": article,
        "article_url": get_path(article),
        "talk": found,
        "form": form,
        "answered": _find(answered),
        "pager": {"next_url": f"?{query}" if found.next_key else ""},
    }
    return render(request, "news/comments.html", context, status=status)


def _say(form: CommentForm, refusal: Refusal) -> None:
    """Say only what the house found wrong: the form's own complaints would say it twice."""
    form.errors.clear()
    for name, sentence in (refusal.fields or {"": str(refusal)}).items():
        form.add_error(name or None, str(sentence))


def _find(comment_id: UUID | None) -> Any:
    if comment_id is None:
        return None
    try:
        return talk.get_shown(comment_id)
    except NotFound:
        return None


def _check_floods(request: HttpRequest, article: "Article", *, now: datetime) -> None:
    """Count a post of this network, this address and under this article; raises TooOften."""
    keys = {"network": read_address(request)}
    email = request.POST.get("email", "").strip().casefold()
    if is_address(email):
        keys["address"] = email
    keys["article"] = str(article.pk)
    for name, key in keys.items():
        rate = get_policy().rates[name]
        check_rate(
            f"news.comment.{name}|{key}", limit=rate.limit, per_seconds=rate.per_seconds, now=now
        )


def _is_of_here(request: HttpRequest) -> bool:
    """
    Tell whether a page of ours sent this, as far as the browser says.

    Stands in for the token, which a page that is the same for everybody cannot hold.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_SITES
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _read_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
