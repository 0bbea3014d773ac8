"""The platform's webhook: proves that it is we, then takes what it tells. Nothing else is done."""

import hashlib
import hmac
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kentongan.foundation.audience import Audience, for_audience
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.services.whatsapp.receiving import receive_events

PLAIN = "text/plain; charset=utf-8"


@csrf_exempt  # the signature proves who calls
@for_audience(Audience.MACHINE)
@require_http_methods(["GET", "POST"])
def hear_platform(request: HttpRequest) -> HttpResponse:
    """Answer the challenge (GET), or keep what is signed (POST)."""
    if not settings.WHATSAPP:
        raise Http404
    if request.method == "GET":
        return _answer_challenge(request)
    if not _is_signed(request):
        return HttpResponse("Wrong signature.", status=403, content_type=PLAIN)
    try:
        payload = json.loads(request.body)
    except ValueError:
        return HttpResponse("Not JSON.", status=400, content_type=PLAIN)
    if isinstance(payload, dict):
        receive_events(payload, by=people.VISITOR, now=timezone.localtime())
    return HttpResponse("", content_type=PLAIN)


def _answer_challenge(request: HttpRequest) -> HttpResponse:
    said = request.GET.get("hub.verify_token", "").encode()
    is_ours = hmac.compare_digest(said, settings.WHATSAPP["verify"].encode())
    if request.GET.get("hub.mode") != "subscribe" or not is_ours:
        return HttpResponse("Wrong token.", status=403, content_type=PLAIN)
    return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type=PLAIN)


def _is_signed(request: HttpRequest) -> bool:
    """Compare the signature of the raw body in constant time."""
    secret = settings.WHATSAPP["secret"].encode()
    right = "sha256=" + hmac.new(secret, request.body, hashlib.sha256).hexdigest()
    said = request.headers.get("X-Hub-Signature-256", "")
    return hmac.compare_digest(said.encode(), right.encode())
