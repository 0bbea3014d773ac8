"""
The protocol over HTTP, for a view that stands at an address of a room.

POST begins (Upload-Id, Upload-Secret, Upload-Length, Upload-Hash, Upload-Name), HEAD asks for the
offset, PATCH adds a piece at Upload-Offset; every answer says Upload-Offset. The last piece
finishes the upload: the file is opened at once, so a refusal comes while the person is looking.
"""

from datetime import datetime
from urllib.parse import unquote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from kentongan.foundation.actors import Acting
from kentongan.foundation.errors import NotFound, Refusal
from kentongan.foundation.files.resumable import services
from kentongan.foundation.files.resumable.errors import NoSuchUpload, WrongOffset
from kentongan.foundation.files.resumable.models import Upload


def answer_upload(
    request: HttpRequest, upload_id: UUID, *, by: Acting, now: datetime
) -> HttpResponse:
    """Answer one request of the protocol; only photos are taken."""
    try:
        return _answer(request, upload_id, by=by, now=now)
    except WrongOffset as refusal:
        return _say(refusal, offset=int(refusal.facts["offset"]))
    except (Refusal, NotFound) as refusal:
        return _say(refusal)


def _answer(request: HttpRequest, upload_id: UUID, *, by: Acting, now: datetime) -> HttpResponse:
    secret = request.headers.get("Upload-Secret", "")
    if request.method == "POST":
        upload = services.begin_upload(
            upload_id=upload_id, secret=secret, announced=_read_announced(request), by=by, now=now
        )
        return _show(upload, status=201)
    if request.method == "PATCH":
        upload = services.add_piece(
            upload_id=upload_id, secret=secret, offset=_read_number(request, "Upload-Offset"),
            content=request.body, by=by, now=now,
        )  # fmt: skip
        if upload.received == upload.size:
            services.finish_upload(upload_id=upload_id, secret=secret, by=by, now=now)
        return _show(upload, status=204)
    return _show(services.find_upload(upload_id, secret=secret, now=now), status=200)


def _read_announced(request: HttpRequest) -> services.Announced:
    return services.Announced(
        name=unquote(request.headers.get("Upload-Name", ""))[:120],
        size=_read_number(request, "Upload-Length"),
        sha256=request.headers.get("Upload-Hash", ""),
    )


def _read_number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isdecimal() or len(text) > 12:  # noqa: PLR2004 - longer than any file
        raise NoSuchUpload
    return int(text)


def _show(upload: Upload, *, status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Upload-Offset"] = str(upload.received)
    response["Upload-Length"] = str(upload.size)
    response["Cache-Control"] = "no-store"
    return response


def _say(refusal: Refusal, *, offset: int | None = None) -> JsonResponse:
    response = JsonResponse({"code": refusal.code, "message": str(refusal)}, status=refusal.status)
    response["Cache-Control"] = "no-store"
    if offset is not None:
        response["Upload-Offset"] = str(offset)
    return response
