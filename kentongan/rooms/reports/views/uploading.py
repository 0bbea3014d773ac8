"""Photos on their way: in pieces over a weak network, or kept beside a form with mistakes."""

from datetime import datetime
from uuid import UUID

from django.core import signing
from django.forms import Form
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.errors import Refusal, TooOften
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.files.resumable import services as resumable
from kentongan.foundation.files.resumable.answering import answer_upload
from kentongan.foundation.files.services import store_upload
from kentongan.foundation.throttle.services import check_rate, read_address
from kentongan.rooms.reports.forms.intake import PHOTOS, ReportForm
from kentongan.rooms.reports.views.request import Request

METHODS = ("HEAD", "GET", "POST", "PATCH")
WINDOW_SECONDS = 600
# From one address in ten minutes; many phones share one, so these stop floods, not people.
UPLOADS, PIECES = 200, 4000
SALT = "reports.kept-photo"


@for_audience(Audience.EVERYONE)
@never_cache
@require_safe
def give_token(request: Request) -> HttpResponseBase:
    """Give a page that was opened offline the token by which it may send."""
    return JsonResponse({"token": get_token(request)})


@for_audience(Audience.EVERYONE)
@never_cache
def take_upload(request: Request, upload_id: UUID) -> HttpResponseBase:
    """Begin, go on with or ask for an upload; see foundation.files.resumable.answering."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    now = localtime()
    try:
        _count(request, now=now)
    except TooOften as refusal:
        return answer_too_often(refusal)
    return answer_upload(request, upload_id, by=request.actor, now=now)


def answer_too_often(refusal: TooOften) -> HttpResponse:
    """Tell a program how long to wait."""
    body = {"code": refusal.code, "message": str(refusal)}
    response = JsonResponse(body, status=refusal.status)
    response["Retry-After"] = str(refusal.facts["seconds"])
    return response


def _count(request: Request, *, now: datetime) -> None:
    limits = {"POST": ("begin", UPLOADS), "PATCH": ("piece", PIECES)}
    if request.method in limits:
        name, limit = limits[request.method]
        key = f"reports.upload.{name}|{read_address(request)}"
        check_rate(key, limit=limit, per_seconds=WINDOW_SECONDS, now=now)


def keep_photos(request: Request, form: ReportForm, *, now: datetime) -> list[UUID]:
    """
    Return the stored photos of a form: kept before, uploaded in pieces, and sent with it.

    What cannot be taken becomes the field's error; call it before any transaction.
    """
    found = [*_read_kept(request), *_finish_uploads(request, form, now=now)]
    for name in PHOTOS:
        found += _store(request, form, name, now=now)
    return list(dict.fromkeys(found))


def keep_photo(request: Request, form: Form, name: str, *, now: datetime) -> list[UUID]:
    """Return the one photo of a form, sent with it or in pieces before it."""
    return [*_finish_uploads(request, form, now=now), *_store(request, form, name, now=now)]


def _store(request: Request, form: Form, name: str, *, now: datetime) -> list[UUID]:
    upload = request.FILES.get(name)
    if upload is None:
        return []
    try:
        file = store_upload(
            upload, allowed=("image",), by=request.actor, now=now, keep_until=now + resumable.LIVES
        )
    except FileRefused as refusal:
        form.add_error(name, str(refusal))
        return []
    return [file.pk]


def make_claim(file_id: UUID) -> str:
    """Return what a form carries of a photo that is kept already."""
    return signing.dumps(str(file_id), salt=SALT)


def _read_kept(request: Request) -> list[UUID]:
    found = []
    for claim in request.POST.getlist("kept")[:10]:
        try:
            found.append(UUID(signing.loads(claim, salt=SALT, max_age=resumable.LIVES)))
        except signing.BadSignature:
            continue
    return found


def _finish_uploads(request: Request, form: Form, *, now: datetime) -> list[UUID]:
    """Finish what came in pieces; each entry is `id:secret`, known to the device only."""
    found = []
    for entry in request.POST.getlist("upload")[:10]:
        upload_id, _, secret = entry.partition(":")
        try:
            file = resumable.finish_upload(
                upload_id=UUID(upload_id), secret=secret, by=request.actor, now=now
            )
        except Refusal as refusal:
            form.add_error("photo", str(refusal))
        except ValueError:
            continue
        else:
            found.append(file.pk)
    return found
