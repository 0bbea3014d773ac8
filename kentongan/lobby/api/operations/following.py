"""What residents' programs do with a case they follow: take it back, rate it."""

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop

from ninja import Router
from ninja.decorators import decorate_view
from ninja.params.functions import Body

from kentongan.foundation.once.guard import once
from kentongan.foundation.throttle.limiter import limit_posts
from kentongan.lobby.api import keys
from kentongan.lobby.api.operations.applying import CODE, HOUR, IDEMPOTENCY_KEY
from kentongan.lobby.api.shapes import following as shapes
from kentongan.lobby.api.shapes.cases import FollowedCase
from kentongan.lobby.api.telling_cases import tell_followed
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people

router = Router(tags=["residents"])


@router.post(
    "/cases/{code}/withdrawal",
    response=FollowedCase,
    auth=keys.TrackingToken(),
    summary=gettext_noop("Take an application back"),
)
@decorate_view(once, limit_posts("api:withdrawals", limit=60, per_seconds=HOUR))
def withdraw_case(
    request: HttpRequest,
    code: str = CODE,
    withdrawal: shapes.Withdrawal = Body(),
    idempotency_key: str = IDEMPOTENCY_KEY,
) -> FollowedCase:
    """Take the application back: offices stop working on it. 409 when it was decided already."""
    by: people.Actor = request.auth  # type: ignore[attr-defined]
    case, now = cases.get_visible_case(code, by=by), localtime()
    cases.withdraw_case(case_id=case.pk, reason=withdrawal.reason.strip(), by=by, now=now)
    return FollowedCase(**tell_followed(cases.get_visible_case(code, by=by), now=now))


@router.post(
    "/cases/{code}/rating",
    response={201: shapes.Rated},
    auth=keys.TrackingToken(),
    summary=gettext_noop("Rate how it went"),
)
@decorate_view(once, limit_posts("api:ratings", limit=60, per_seconds=HOUR))
def rate_case(
    request: HttpRequest,
    code: str = CODE,
    rating: shapes.NewRating = Body(),
    idempotency_key: str = IDEMPOTENCY_KEY,
) -> shapes.Rated:
    """Answer the nine questions of satisfaction (PermenPANRB 14/2017), once, when it is over."""
    by: people.Actor = request.auth  # type: ignore[attr-defined]
    case = cases.get_visible_case(code, by=by)
    answers = rating.model_dump(exclude={"comment"})
    rated = cases.rate_case(
        case_id=case.pk, answers=answers, comment=rating.comment, by=by, now=localtime()
    )
    return shapes.Rated(code=case.code, rated_at=localtime(rated.rated_at))
