"""Who changed a case a moment ago: for the officer who came second."""

from typing import Any

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kentongan.rooms.cases.models import Case, CaseStep, Message, Pause
from kentongan.rooms.cases.workflow import Decision


def describe_last_change(case: Case) -> dict[str, Any]:
    """Return who, what and when of the newest change, ready for a sentence."""
    step = (
        CaseStep.objects.filter(case=case, ended_at__isnull=False)
        .select_related("decided_by")
        .order_by("-ended_at")
        .first()
    )
    message = Message.objects.filter(case=case).select_related("user").order_by("-id").first()
    if message is not None and (
        step is None or message.written_at > (step.ended_at or step.starts_at)
    ):
        pause = Pause.objects.filter(case=case).order_by("-starts_at").first()
        asked = message.purpose == "ask" and pause is not None
        who = message.user.name if message.user else _("The applicant")
        what = Decision.ASK.label if asked else _("wrote a message")
        return {"who": who, "what": what, "when": _clock_time(message.written_at)}
    if step is None:
        return {"who": _("Somebody"), "what": _("changed the case"), "when": ""}
    who = step.decided_by.name if step.decided_by else _("The applicant")
    return {"who": who, "what": Decision(step.decision).label, "when": _clock_time(step.ended_at)}


def _clock_time(moment: Any) -> str:
    return time_format(localtime(moment), "H.i")
