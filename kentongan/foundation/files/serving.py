"""A file on its way to a browser: it may be shown or saved, never act."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

from kentongan.foundation.files import errors
from kentongan.foundation.files.models import Kind, StoredFile
from kentongan.foundation.files.pictures import shrink
from kentongan.foundation.files.services import open_file

SMALL_SIDE = 320
SHOWN_INLINE = {"image/jpeg", "image/png", "image/avif", "image/webp"}


def file_response(
    file: StoredFile,
    *,
    inline: bool,
    request: HttpRequest | None = None,
    to_sender: bool = False,
) -> HttpResponseBase:
    """
    Answer with the file; only photos are ever shown inline, everything else is saved.

    `request` lets an unchanged file be answered by 304. What waits for the virus scanner goes only
    to who sent it (`to_sender`); raises FileWaitsForScan or FileIsGone.
    """
    if not file.may_be_served and not to_sender:
        raise errors.FileWaitsForScan
    tag = f'"{file.sha256[:32]}"'
    if request is not None and tag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), tag=tag)
    is_shown = inline and file.kind == Kind.IMAGE and file.media_type in SHOWN_INLINE
    response = FileResponse(
        open_file(file),
        as_attachment=not is_shown,
        filename=file.name,
        content_type=file.media_type,
    )
    response["Content-Length"] = str(file.size)
    return _with_headers(response, tag=tag)


def small_response(file: StoredFile, *, request: HttpRequest) -> HttpResponseBase:
    """Answer with a small copy of a photo that may be served, for lists; FileIsGone."""
    tag = f'"small-{file.sha256[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        return _with_headers(HttpResponseNotModified(), tag=tag)
    with open_file(file) as stored:
        content = shrink(stored.read(), side=SMALL_SIDE)
    return _with_headers(HttpResponse(content, content_type="image/jpeg"), tag=tag)


def _with_headers(response: HttpResponseBase, *, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
