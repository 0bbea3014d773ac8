"""What residents' programs do: send files, apply, track, answer."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ninja import Router
from ninja.decorators import decorate_view
from ninja.files import UploadedFile
from ninja.params.functions import Body, File, Header, Path

from kentongan.foundation.errors import WrongInput
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.foundation.throttle.services import check_rate, forgive, read_address
from kentongan.lobby.api import keys
from kentongan.lobby.api.form_schema import list_keys
from kentongan.lobby.api.shapes import cases as shapes
from kentongan.lobby.api.shapes.common import EXAMPLE_CODE, show
from kentongan.lobby.api.telling_cases import tell_followed, tell_received
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.services import api as services

HOUR = 3600
# As at /lacak/, and under the same names: who tries there has fewer tries here.
TRIES_OF_A_CODE = 8
TRIES_OF_AN_ADDRESS = 60
EXTRA = "extra"
APPLICANT_PLACES = {"applicant_village": "applicant.village_code"}
CODE: Any = Path(description="Code of the case.", max_length=40, examples=show(EXAMPLE_CODE))
IDEMPOTENCY_KEY: Any = Header(
    alias="Idempotency-Key",
    description="Chosen by you, for example a UUID. The same key with the same body gives the "
    "first answer again for three days; with another body it is refused.",
    min_length=8,
    max_length=200,
    pattern=r"^[\x21-\x7e]+$",
    examples=show("5f0d2f8e-3a5f-4b7e-9f43-2a1f6c0d9b11"),
)
router = Router(tags=["residents"])


@router.post("/files", response={201: shapes.SentFile}, summary=gettext_noop("Send a photo or PDF"))
@decorate_view(limit_posts("api:files", limit=300, per_seconds=HOUR))
def send_file(
    request: HttpRequest,
    file: UploadedFile = File(description="One photo or PDF, at most 10 MB."),
) -> shapes.SentFile:
    """
    Send one paper before the application that needs it.

    It is opened and disarmed: photos are redrawn without EXIF, PDFs with programs are refused.
    """
    now = localtime()
    stored = files_of_house.store_upload(
        file, by=people.VISITOR, now=now, keep_until=now + keys.FILE_LIVES
    )
    claim, expires_at = keys.make_claim(stored.pk, now=now)
    return shapes.SentFile(
        id=str(stored.pk),
        claim=claim,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        expires_at=expires_at,
    )


@router.post(
    "/cases", response={201: shapes.Received}, summary=gettext_noop("Submit an application")
)
@decorate_view(once, limit_posts("api:cases", limit=60, per_seconds=HOUR))
def submit_case(
    request: HttpRequest,
    application: shapes.NewCase = Body(),
    idempotency_key: str = IDEMPOTENCY_KEY,
) -> shapes.Received:
    """Submit an application for one service; answers its code and until when it is promised."""
    form = services.describe_form(services.get_service(application.service))
    _refuse_unknown(application, form=form)
    applicant = application.applicant.model_dump()
    try:
        case = services.submit_application(
            slug=application.service,
            applicant={**applicant, "consent": "yes"},
            answers=application.model_dump()["answers"],
            files=keys.read_claims(application.files),
            language=application.language,
            by=people.VISITOR,
            now=localtime(),
        )
    except services.WrongAnswers as refusal:
        refusal.fields = _name_places(refusal.fields, file_keys=list_keys(form)[1])
        raise
    return tell_received(case)


def _refuse_unknown(application: shapes.NewCase, *, form: dict[str, Any]) -> None:
    """Refuse keys that this form does not have: a typing error there would lose an answer."""
    answer_keys, file_keys = list_keys(form)
    unknown = [f"answers.{key}" for key in application.answers if key not in answer_keys]
    unknown += [f"files.{key}" for key in application.files if key not in file_keys]
    if unknown:
        raise WrongInput(fields=dict.fromkeys(unknown, _("This is not known here.")))


def _name_places(fields: dict[str, Any], *, file_keys: set[str]) -> dict[str, Any]:
    """Name the fields of the form by their path in the body."""
    return {_name_place(key, file_keys=file_keys): said for key, said in fields.items()}


def _name_place(key: str, *, file_keys: set[str]) -> str:
    if key in APPLICANT_PLACES:
        return APPLICANT_PLACES[key]
    if key.startswith("applicant_"):
        return key.replace("_", ".", 1)
    return f"files.{key}" if key in file_keys else f"answers.{key.replace('__', '.')}"


@router.post("/cases/track", response=shapes.TrackedCase, summary=gettext_noop("Track a case"))
def track_case(request: HttpRequest, proof: shapes.Track = Body()) -> shapes.TrackedCase:
    """
    Show a case to whoever knows its code and the last four digits of telephone or NIK.

    Both stand in the body, never in an address. Tries are counted per code and per network.
    """
    now = localtime()
    _count_try(request, code=proof.code, now=now)
    proven = cases.prove_case(proof.code, last_four=proof.last_four)
    forgive(_name_tries(proof.code))
    visitor = people.Actor(ref=people.VISITOR.ref, proven_cases=frozenset({str(proven.id)}))
    case = cases.get_visible_case(proven.code, by=visitor)
    token, token_expires_at = keys.make_tracking_token(proven.id, now=now)
    return shapes.TrackedCase(
        **tell_followed(case, now=now), token=token, token_expires_at=token_expires_at
    )


def _count_try(request: HttpRequest, *, code: str, now: datetime) -> None:
    address = f"track:address:{read_address(request)}"
    check_rate(address, limit=TRIES_OF_AN_ADDRESS, per_seconds=HOUR, now=now)
    check_rate(_name_tries(code), limit=TRIES_OF_A_CODE, per_seconds=HOUR, now=now)


def _name_tries(code: str) -> str:
    return "track:code:" + "".join(symbol for symbol in code.upper() if symbol.isalnum())[:40]


@router.post(
    "/cases/{code}/answer",
    response=shapes.FollowedCase,
    auth=keys.TrackingToken(),
    summary=gettext_noop("Answer what the office asked"),
)
@decorate_view(once, limit_posts("api:answers", limit=60, per_seconds=HOUR))
def answer_case(
    request: HttpRequest,
    code: str = CODE,
    answer: shapes.ApplicantAnswer = Body(),
    idempotency_key: str = IDEMPOTENCY_KEY,
) -> shapes.FollowedCase:
    """Answer with words, files, or both; the clock goes on."""
    by: people.Actor = request.auth  # type: ignore[attr-defined]
    case = cases.get_visible_case(code, by=by)
    _check_answer(case, answer)
    files = keys.read_claims(answer.files)
    now = localtime()
    cases.answer_applicant(
        case_id=case.pk, text=answer.text, files=list(files.items()), by=by, now=now
    )
    for file_id in files.values():
        files_of_house.keep_file(file_id, by=by)
    return shapes.FollowedCase(**tell_followed(cases.get_visible_case(code, by=by), now=now))


def _check_answer(case: Any, answer: shapes.ApplicantAnswer) -> None:
    if not answer.text.strip() and not answer.files:
        raise WrongInput(fields={"text": _("Write an answer or add a photo.")})
    form = services.describe_form(services.get_service(case.type_slug))
    known = {EXTRA, *list_keys(form)[1]}
    if unknown := [f"files.{key}" for key in answer.files if key not in known]:
        raise WrongInput(fields=dict.fromkeys(unknown, _("This is not known here.")))
