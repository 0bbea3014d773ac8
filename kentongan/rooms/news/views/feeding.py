"""Feeds, in the language of their address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.news.queries.feeding import make_feed
from kentongan.rooms.news.rules import feeds

SECONDS = 300


@for_audience(Audience.EVERYONE)
@require_safe
def give_feed(request: HttpRequest, kind: str, category: str = "") -> HttpResponse:
    """Give the newest articles; who has them already gets 304."""
    if kind not in feeds.MEDIA_TYPES:
        raise Http404
    feed = make_feed(category=category, now=localtime())
    content = feeds.render(feed, kind)
    etag, changed = feeds.make_etag(content), int(feed.updated_at.timestamp())
    whole = HttpResponse(content, content_type=f"{feeds.MEDIA_TYPES[kind]}; charset=utf-8")
    whole["Last-Modified"] = http_date(changed)
    answer = get_conditional_response(request, etag=etag, last_modified=changed, response=whole)
    answer = whole if answer is None else answer
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    answer["Access-Control-Allow-Origin"] = "*"  # readers in browsers; nothing here is secret
    return answer
