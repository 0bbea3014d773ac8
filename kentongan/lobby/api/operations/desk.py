"""What an office's own system does with its token: read the desk, decide, write."""

from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop

from ninja import Router
from ninja.decorators import decorate_view
from ninja.params.functions import Body, Path, Query

from kentongan.foundation.files.serving import file_response
from kentongan.foundation.once.guard import once
from kentongan.lobby.api import errors
from kentongan.lobby.api.keys import DECIDE, READ, OfficeToken
from kentongan.lobby.api.operations.applying import CODE, IDEMPOTENCY_KEY
from kentongan.lobby.api.paging import LARGEST_PAGE, PAGE
from kentongan.lobby.api.shapes import cases as shapes
from kentongan.lobby.api.telling_cases import (
    list_consultable,
    needs_person,
    tell_decided,
    tell_desk_line,
    tell_office_case,
)
from kentongan.lobby.api.telling_services import tell_office_ref
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

CURSOR = r"^$|^\d{1,12}(\.\d{1,6})?_[0-9a-f-]{36}$"
BIGGEST_ID = 2**63 - 1
may_read, may_decide = OfficeToken(READ), OfficeToken(DECIDE)
router = Router(tags=["offices"])


def get_actor(request: HttpRequest) -> people.Actor:
    """Return who shows the token."""
    actor: people.Actor = request.auth  # type: ignore[attr-defined]
    return actor


@router.get(
    "/desk", response=shapes.DeskPage, auth=may_read, summary=gettext_noop("Read the office's desk")
)
def list_desk(
    request: HttpRequest,
    queue: Literal["mine", "office", "waiting", "done"] = Query(
        "mine",
        description="`mine`: held by officers; `office`: every role; `waiting`: for the applicant.",
    ),
    after: str = Query("", description="`next` of the page before.", pattern=CURSOR, max_length=80),
    limit: int = Query(PAGE, description="Size of the page.", ge=1, le=LARGEST_PAGE),
) -> shapes.DeskPage:
    """List steps of the token's office, the most urgent first; `done` newest first."""
    now = localtime()
    page = cases.list_desk(by=get_actor(request), queue=queue, after=after, limit=limit)
    return shapes.DeskPage(
        items=[tell_desk_line(step, now=now) for step in page.steps], next=page.after
    )


@router.get(
    "/cases/{code}", response=shapes.OfficeCase, auth=may_read, summary=gettext_noop("Read a case")
)
def get_case(request: HttpRequest, code: str = CODE) -> shapes.OfficeCase:
    """Tell a case the token's office has or had a part in; any other does not exist (404)."""
    by = get_actor(request)
    return tell_office_case(cases.get_visible_case(code, by=by), by=by, now=localtime())


@router.post(
    "/cases/{code}/decisions",
    response={201: shapes.Decided},
    auth=may_decide,
    summary=gettext_noop("Decide on the office's step"),
)
@decorate_view(once)
def decide_case(
    request: HttpRequest,
    code: str = CODE,
    decision: shapes.NewDecision = Body(),
    idempotency_key: str = IDEMPOTENCY_KEY,
) -> shapes.Decided:
    """
    Take a decision that `GET /cases/{code}` offers.

    409 `decided_meanwhile` names who was faster. A decision that signs a letter needs a person.
    """
    by, now = get_actor(request), localtime()
    case = cases.get_visible_case(code, by=by)
    if decision.decision == "advise":
        _advise(case, text=decision.note, by=by)
        return tell_decided(cases.get_visible_case(code, by=by))
    if needs_person(case, decision.decision):
        raise errors.SigningNeedsPerson
    decided = cases.decide(
        case_id=case.pk,
        version=decision.version,
        decision=decision.decision,
        note=decision.note,
        office_key=decision.office,
        by=by,
        now=now,
    )
    return tell_decided(decided)


def _advise(case: Any, *, text: str, by: people.Actor) -> None:
    asked = cases.list_open_consults(case, by=by)
    if not asked:
        raise errors.NothingAsked
    cases.advise(step_id=asked[0].pk, text=text, by=by, now=localtime())


@router.post(
    "/cases/{code}/consults",
    response={201: shapes.Consulted},
    auth=may_decide,
    summary=gettext_noop("Ask another office"),
)
@decorate_view(once)
def consult_office(
    request: HttpRequest,
    code: str = CODE,
    consult: shapes.NewConsult = Body(),
    idempotency_key: str = IDEMPOTENCY_KEY,
) -> shapes.Consulted:
    """Put a question on the desk of an office in `may_ask`; its answer is in the timeline."""
    by = get_actor(request)
    case = cases.get_visible_case(code, by=by)
    offices = list_consultable(case, by=by)
    rule = next((rule for rule, office in offices.items() if office.key == consult.office), "")
    asked = cases.ask_office(
        case_id=case.pk,
        version=consult.version,
        office_rule=rule,
        question=consult.question,
        by=by,
        now=localtime(),
    )
    return shapes.Consulted(
        id=str(asked.pk),
        office=tell_office_ref(places.get_office(asked.office_id)),
        due_at=localtime(asked.due_at),
    )


@router.post(
    "/cases/{code}/messages",
    response={201: shapes.Written},
    auth=may_decide,
    summary=gettext_noop("Write to the applicant"),
)
@decorate_view(once)
def write_message(
    request: HttpRequest,
    code: str = CODE,
    message: shapes.NewMessage = Body(),
    idempotency_key: str = IDEMPOTENCY_KEY,
) -> shapes.Written:
    """Write a message that stops no clock; the applicant gets a notice."""
    by = get_actor(request)
    case = cases.get_visible_case(code, by=by)
    written = cases.add_message(case_id=case.pk, text=message.text, by=by, now=localtime())
    return shapes.Written(id=written.pk, written_at=localtime(written.written_at))


@router.get(
    "/cases/{code}/files/{file_id}",
    auth=may_read,
    summary=gettext_noop("Fetch a file of a case"),
    openapi_extra={
        "responses": {
            200: {
                "description": "The file.",
                "content": {
                    kind: {"schema": {"type": "string", "format": "binary"}}
                    for kind in ("image/jpeg", "application/pdf")
                },
            }
        }
    },
)
def get_file(
    request: HttpRequest,
    code: str = CODE,
    file_id: int = Path(description="`id` of the file in the case.", ge=1, le=BIGGEST_ID),
) -> HttpResponseBase:
    """Answer with the bytes, disarmed; by `ETag` an unchanged file is answered with 304."""
    attachment = cases.get_attachment(code, file_id, by=get_actor(request))
    return file_response(attachment.file, inline=False, request=request)
