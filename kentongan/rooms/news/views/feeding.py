"""Feeds, in the language of their address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.web.kept import keep_page
from kentongan.rooms.news.queries.edition import get_edition
from kentongan.rooms.news.queries.feeding import make_feed
from kentongan.rooms.news.rules import feeds


@for_audience(Audience.EVERYONE)
@require_safe
@keep_page(get_edition)
def give_feed(request: HttpRequest, form: str, category: str = "") -> HttpResponse:
    """Give the newest articles; who has them already gets 304."""
    del request
    if form not in feeds.MEDIA_TYPES:
        raise Http404
    content = feeds.render(make_feed(category=category, now=localtime()), form)
    return HttpResponse(content, content_type=f"{feeds.MEDIA_TYPES[form]}; charset=utf-8")
