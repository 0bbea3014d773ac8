"""Who changed a case a moment ago: for the officer who came second."""

from typing import Any

from django.utils.translation import gettext as _

from kentongan.rooms.cases.models import Case, CaseStep, Message, Pause
from kentongan.rooms.cases.queries.story import say_time
from kentongan.rooms.cases.workflow import Decision


def describe_last_change(case: Case) -> dict[str, Any]:
    """Return who, what and when of the newest change, ready for a sentence."""
    step = (
        CaseStep.objects.filter(case=case, ended_at__isnull=False)
        .select_related("decided_by", "office")
        .order_by("-ended_at")
        .first()
    )
    message = (
        Message.objects.filter(case=case).select_related("user", "office").order_by("-id").first()
    )
    if message is not None and (
        step is None or message.written_at > (step.ended_at or step.starts_at)
    ):
        pause = Pause.objects.filter(case=case).order_by("-starts_at").first()
        asked = message.purpose == "ask" and pause is not None
        who = _name(user=message.user, office=message.office)
        what = Decision.ASK.label if asked else _("wrote a message")
        return {"who": who, "what": what, "when": say_time(message.written_at)}
    if step is None:
        return {"who": _("Somebody"), "what": _("changed the case"), "when": ""}
    by_office = step.office if step.decision != Decision.WITHDRAW else None
    who = _name(user=step.decided_by, office=by_office)
    when = say_time(step.ended_at) if step.ended_at else ""
    return {"who": who, "what": Decision(step.decision).label, "when": when}


def _name(*, user: Any, office: Any) -> str:
    """Name who it was: a person, an office whose own system acted, or the applicant."""
    if user is not None:
        return str(user.name)
    return str(office.name) if office is not None else _("The applicant")
