"""What a mail service tells of bounces by webhook: a body signed with BOUNCE_SECRET."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.http import Http404, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kentongan.foundation.actors import SystemActor
from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.rooms.mailing.rules.bounces import Bounce, Kind
from kentongan.rooms.mailing.rules.verp import read_message_id, read_return_path
from kentongan.rooms.mailing.services.bouncing import note_proven_bounce, take_bounce
from kentongan.rooms.mailing.views.request import Request

SERVICE = SystemActor("mail-service")
HEADER = "X-Kentongan-Signature"


@csrf_exempt  # a program, which proves itself by its signature
@for_audience(Audience.MACHINE)
@require_POST
@limit_posts("mailing.bounce", limit=6000, per_seconds=600)
def receive_bounce(request: Request) -> HttpResponseBase:
    """Take a raw mail (message/rfc822), or JSON: return_path or message_id, kind, status."""
    if not settings.BOUNCE_SECRET:
        raise Http404
    expected = hmac.new(settings.BOUNCE_SECRET.encode(), request.body, hashlib.sha256).hexdigest()
    given = request.headers.get(HEADER, "").removeprefix("sha256=")
    if not hmac.compare_digest(expected.encode(), given.encode()):
        return JsonResponse({"code": "wrong_signature"}, status=403)
    if request.content_type == "message/rfc822":
        to = request.GET.get("to", "")
        bounce = take_bounce(request.body, to=to, by=SERVICE, now=localtime())
        return JsonResponse({"kind": bounce.kind})
    return _take_json(request)


def _take_json(request: Request) -> HttpResponseBase:
    try:
        told: Any = json.loads(request.body)
        bounce = Bounce(Kind(told["kind"]), str(told.get("status", ""))[:12])
        address, message_id = str(told.get("return_path", "")), str(told.get("message_id", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"code": "wrong_input"}, status=422)
    pair = read_return_path(address) or read_message_id(message_id)
    is_ours = pair is not None and note_proven_bounce(
        pair, bounce, by=SERVICE, now=localtime()
    )  # fmt: skip
    return JsonResponse({"kind": bounce.kind, "known": is_ours})
