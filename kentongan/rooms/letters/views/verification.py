"""What everybody may ask about a letter: whether it holds, whether a file is genuine."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.foundation.audience import Audience, for_audience
from kentongan.foundation.files.serving import file_response
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.foundation.throttle.services import check_rate, forgive, read_address
from kentongan.rooms.letters.errors import NoSuchLetter, WrongHolderCode
from kentongan.rooms.letters.forms import CheckForm, HolderForm
from kentongan.rooms.letters.queries.letters import (
    check_file,
    get_letter_facts,
    get_whole_letter,
)
from kentongan.rooms.letters.queries.signing import describe_roots, list_own_roots
from kentongan.rooms.letters.services.revoking import note_reading
from kentongan.rooms.letters.views.letters import Request

HOUR = 3600
TRIES_OF_A_LETTER = 10  # an hour; 2.7 · 10^10 codes
TRIES_OF_AN_ADDRESS = 60  # an hour; a bank's branch is one address
NOT_FOUND, WRONG = 404, 422


@for_audience(Audience.EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def show_letter(request: Request, token: str) -> HttpResponseBase:
    """Say whether the letter holds; with the holder's code hand it out."""
    if request.method == "POST":
        return _hand_out(request, token)
    return _show(request, token, HolderForm())


def _hand_out(request: Request, token: str) -> HttpResponseBase:
    now = timezone.localtime()
    tries = f"letter:{token.upper()[:40]}"
    check_rate(
        f"letters:{read_address(request)}",
        limit=TRIES_OF_AN_ADDRESS, per_seconds=HOUR, now=now,
    )  # fmt: skip
    check_rate(tries, limit=TRIES_OF_A_LETTER, per_seconds=HOUR, now=now)
    form = HolderForm(request.POST)
    if not form.is_valid():
        return _show(request, token, form, status=WRONG)
    try:
        letter = get_whole_letter(token, code=form.cleaned_data["code"])
    except WrongHolderCode as refusal:
        form.add_error("code", str(refusal))
        return _show(request, token, form, status=WRONG)
    except NoSuchLetter:
        return _show(request, token, form)
    forgive(tries)
    note_reading(letter, how="holder", by=request.actor, now=now)
    return _hide(file_response(letter.file, inline=True))


def _show(
    request: HttpRequest, token: str, form: HolderForm, *, status: int = 200
) -> HttpResponseBase:
    try:
        facts = get_letter_facts(token, today=timezone.localdate())
    except NoSuchLetter:
        return _hide(render(request, "letters/unknown.html", status=NOT_FOUND))
    page = {"letter": facts, "form": form, "roots": describe_roots()}
    return _hide(render(request, "letters/show.html", page, status=status))


@for_audience(Audience.EVERYONE)
@limit_posts("letters.check", limit=30, per_seconds=600)
@require_http_methods(["GET", "HEAD", "POST"])
def check_letter(request: HttpRequest) -> HttpResponseBase:
    """Check the seal of an uploaded file; nothing of it is kept."""
    form = CheckForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    page: dict[str, object] = {"form": form, "roots": describe_roots()}
    if form.is_bound and form.is_valid():
        page["found"] = check_file(form.read(), today=timezone.localdate())
    status = WRONG if form.errors else 200
    return _hide(render(request, "letters/check.html", page, status=status))


@for_audience(Audience.EVERYONE)
@require_safe
def download_authority(request: HttpRequest) -> HttpResponse:
    """Give the public certificates of our own authority, so that everybody can check."""
    answer = HttpResponse("".join(list_own_roots()), content_type="application/x-pem-file")
    answer["Content-Disposition"] = 'attachment; filename="otoritas.pem"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _hide(answer: HttpResponseBase) -> HttpResponseBase:
    """Keep the page out of search engines and of shared caches."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "private, no-store"
    return answer
