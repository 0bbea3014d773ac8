"""Following a report instead of sending it again, and stopping to."""

from django.core import signing
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.reports.forms.judging import FollowForm
from kentongan.rooms.reports.queries.finding import get_public_report
from kentongan.rooms.reports.rules.tokens import UNFOLLOW_SALT
from kentongan.rooms.reports.services.following import follow_report, unfollow_report
from kentongan.rooms.reports.views.request import Request

WRONG, HOUR = 422, 3600


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("reports.follow", limit=30, per_seconds=HOUR)
def follow(request: Request, code: str) -> HttpResponseBase:
    """Ask by which way somebody is told; following twice is following once."""
    report = get_public_report(code)
    form = FollowForm(request.POST if request.method == "POST" else None)
    facts = {"report": report, "form": form}
    if request.method != "POST":
        return render(request, "reports/follow.html", facts)
    form.is_valid()
    try:
        follower = follow_report(
            code=code, phone=form.cleaned_data.get("phone", ""),
            email=form.cleaned_data.get("email", ""), language=get_language() or "id",
            by=request.actor, now=localtime(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        for name, sentence in (refusal.fields or {"": str(refusal)}).items():
            form.add_error(name or None, str(sentence))
        return render(request, "reports/follow.html", facts, status=WRONG)
    token = signing.dumps(follower.pk, salt=UNFOLLOW_SALT)
    return render(request, "reports/following.html", {**facts, "token": token})


@for_audience(Audience.EVERYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: Request, token: str) -> HttpResponseBase:
    """Stop being told; asked once more, because programs follow links in letters."""
    try:
        follower_id = int(signing.loads(token, salt=UNFOLLOW_SALT))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    is_done = request.method == "POST"
    if is_done:
        unfollow_report(follower_id=follower_id, by=request.actor, now=localtime())
    return render(request, "reports/unfollow.html", {"is_done": is_done})
