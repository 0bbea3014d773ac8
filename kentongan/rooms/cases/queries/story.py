"""What happened, in order, and why a date is what it is: in words for people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kentongan.foundation import clock
from kentongan.rooms.cases.models import Attachment, Case, CaseStep, DueChange
from kentongan.rooms.cases.queries.clocks import get_promise, get_receiving_office, list_pauses
from kentongan.rooms.cases.workflow import Decision, StepKind
from kentongan.rooms.places import api as places

if TYPE_CHECKING:
    from kentongan.rooms.places.models import Office

MINUTE = 60
HOUR = 3600
SHOWN_DAYS_OFF = 4


@dataclass(frozen=True)
class Happening:
    """One line of a case's story."""

    at: datetime
    what: str
    who: str = ""
    text: str = ""
    kind: str = "step"  # step, message, ask, answer, consult, due
    is_public: bool = True
    files: tuple[Attachment, ...] = field(default=())


def list_happenings(case: Case, *, for_officers: bool) -> list[Happening]:
    """Return the story, oldest first; applicants see no names and no talk between offices."""
    lines = [Happening(case.submitted_at, _("Received"), _received_at(case))]
    lines += list(_tell_steps(case, for_officers=for_officers))
    lines += list(_tell_messages(case, for_officers=for_officers))
    lines += [_tell_change(change) for change in case.due_changes.all() if change.step_id is None]
    if case.closed_at and case.outcome == "granted":
        lines.append(Happening(case.closed_at, _("Finished")))
    return sorted(lines, key=lambda line: line.at)


def _received_at(case: Case) -> str:
    first = next(iter(case.steps.all()), None)
    return first.office.name if first else ""


def _tell_steps(case: Case, *, for_officers: bool) -> Iterator[Happening]:
    for step in case.steps.all():
        who = step.office.name
        if for_officers and step.decided_by:
            who = f"{step.decided_by.name}, {who}"
        if step.kind == StepKind.CONSULT and for_officers:
            what = _("Question to %(office)s") % {"office": step.office.name}
            yield Happening(step.starts_at, what, text=step.question, kind="consult")
        if step.ended_at is None:
            continue
        if step.kind == StepKind.CONSULT and not for_officers:
            yield Happening(step.ended_at, _("Another office was consulted"), step.office.name)
            continue
        if step.decision == Decision.WITHDRAW and step.kind == StepKind.ROUTE:
            who = ""
        text = step.note if for_officers or step.decision == Decision.REFUSE else ""
        yield Happening(step.ended_at, _name_decision(case, step), who, text)


def _name_decision(case: Case, step: CaseStep) -> str:
    """Return what was decided in the words of the step, or in the usual ones."""
    own = ""
    if step.kind == StepKind.ROUTE:
        plan = case.case_type.plan.get_step(step.key)
        own = plan.get_label(f"{step.decision}_done", language=get_language() or "id")
    return own or str(Decision(step.decision).label)


def _tell_messages(case: Case, *, for_officers: bool) -> Iterator[Happening]:
    labels = {
        "ask": _("The office asks"),
        "answer": _("The applicant answers"),
        "message": _("Message"),
    }
    files = Prefetch("attachments", queryset=Attachment.objects.select_related("file"))
    for message in case.messages.select_related("office", "user").prefetch_related(files):
        who = message.office.name if message.office else _("Applicant")
        if for_officers and message.user and message.office:
            who = f"{message.user.name}, {who}"
        yield Happening(
            message.written_at,
            labels[message.purpose],
            who,
            message.text,
            message.purpose,
            files=tuple(message.attachments.all()),
        )


def _tell_change(change: DueChange) -> Happening:
    new = say_moment(change.new_due_at)
    if change.cause == "pause":
        what = _("The clock goes on; new date: %(date)s") % {"date": new}
        return Happening(change.changed_at, what, kind="due")
    if change.cause == "reopened":
        what = _("Reopened; new date: %(date)s") % {"date": new}
        return Happening(change.changed_at, what, kind="due")
    if change.cause == "hours":
        what = _("The office's hours changed; new date: %(date)s") % {"date": new}
        return Happening(change.changed_at, what, kind="due")
    fact = (change.fact_en if get_language() == "en" else "") or change.fact_id
    day = date_format(change.fact_date, "j F Y") if change.fact_date else ""
    if change.cause == "day_off_revoked":
        what = _("%(day)s is a working day after all (%(fact)s); new date: %(date)s")
    else:
        what = _("%(day)s was declared a day off (%(fact)s); new date: %(date)s")
    return Happening(change.changed_at, what % {"day": day, "fact": fact, "date": new}, kind="due")


# --- Why this date ---


def explain_case_due(case: Case) -> str:
    """Return one sentence: until when, what promise, since when, which days do not count."""
    facts = _explain(
        starts_at=case.promised_from,
        promise=case.promise,
        office=get_receiving_office(case),
        case=case,
    )
    return _say(facts, promise=case.promise)


def explain_step_due(case: Case, step: CaseStep) -> str:
    """Return the same sentence for one office's step."""
    office = places.get_office(step.office_id)
    promise = get_promise(step)
    return _say(
        _explain(starts_at=step.starts_at, promise=promise, office=office, case=case),
        promise=promise,
    )


def _explain(
    *, starts_at: datetime, promise: clock.Promise, office: "Office", case: Case
) -> clock.Explanation:
    pauses = [p for p in list_pauses(case) if p.ends_at is None or p.ends_at > starts_at]
    return clock.explain_due(
        starts_at=starts_at, promise=promise, pauses=pauses, calendar=places.get_calendar(office)
    )


def _say(facts: clock.Explanation, *, promise: clock.Promise) -> str:
    main = _("At the latest %(due)s: %(promise)s after the file was received %(received)s") % {
        "due": say_moment(facts.due),
        "promise": say_promise(promise),
        "received": say_moment(facts.received_at),
    }
    parts = [main]
    if facts.closed_weekdays:
        days = join_words([str(WEEKDAYS[day]) for day in facts.closed_weekdays])
        parts.append(_("closed on %(days)s") % {"days": days})
    if facts.days_skipped:
        shown = [_say_day_off(skipped) for skipped in facts.days_skipped[:SHOWN_DAYS_OFF]]
        if len(facts.days_skipped) > SHOWN_DAYS_OFF:
            rest = len(facts.days_skipped) - SHOWN_DAYS_OFF
            shown.append(ngettext("%(n)s more day off", "%(n)s more days off", rest) % {"n": rest})
        parts.append(_("not counted: %(days)s") % {"days": join_words(shown)})
    if facts.is_paused:
        parts.append(_("the clock stands still now, and this date moves by the time of waiting"))
    elif facts.paused_seconds:
        parts.append(
            _("plus %(time)s of waiting for the applicant's answer")
            % {"time": say_duration(facts.paused_seconds)}
        )
    return "; ".join(parts) + "."


def _say_day_off(skipped: clock.DaySkipped) -> str:
    return f"{date_format(skipped.date, 'j F')} ({places.name_day_off(skipped.date)})"


def say_moment(moment: datetime) -> str:
    """Return “Monday 23 November 15:30”, in Indonesian with a dot."""
    local = localtime(moment)
    return f"{date_format(local, 'l j F')} {say_time(local)}"


def say_time(moment: datetime) -> str:
    """Return a time of day as the language writes it: “15:30”, “15.30”."""
    return date_format(localtime(moment), pgettext("time of day", "H:i"))


def say_date(day: date) -> str:
    """Return “23 November 2026”."""
    return date_format(day, "j F Y")


def say_promise(promise: clock.Promise) -> str:
    """Return a promise in words: “60 working minutes”, “4 working hours”, “1 working day”."""
    if promise.days is not None:
        if promise.days == 0:
            return _("the same working day")
        n = promise.days
        return ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}
    minutes = promise.minutes or 0
    if minutes % 60 == 0 and minutes > 60:  # noqa: PLR2004 - minutes in an hour
        n = minutes // 60
        return ngettext("%(n)s working hour", "%(n)s working hours", n) % {"n": n}
    return ngettext("%(n)s working minute", "%(n)s working minutes", minutes) % {"n": minutes}


def say_duration(seconds: int) -> str:
    """Return working time in words: “1 hour 10 minutes”."""
    hours, minutes = divmod(max(seconds, 0) // MINUTE, 60)
    words = []
    if hours:
        words.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if minutes or not hours:
        words.append(ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes})
    return " ".join(words)


def join_words(words: list[str]) -> str:
    """Return “a, b and c” in the reader's language."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
