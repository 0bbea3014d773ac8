"""Everything about one case in plain lines: for the terminal of who looks after the house."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.audit.models import AuditLine
from kentongan.rooms.cases.models import Case, CaseStep
from kentongan.rooms.cases.queries.reading import read_step_clock
from kentongan.rooms.cases.queries.story import explain_case_due, explain_step_due, say_moment
from kentongan.rooms.cases.queries.tracking import name_step, show_clock
from kentongan.rooms.cases.workflow import TURN, State, StepKind, Who, is_allowed
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


def explain_case(case: Case, *, now: datetime) -> Iterator[str]:
    """Yield what one asks about a case, line by line; nothing about the applicant."""
    yield from _tell_state(case, now=now)
    yield from _tell_clocks(case, now=now)
    yield from _tell_next(case, now=now)
    yield from _tell_steps(case)
    yield from _tell_pauses(case)
    yield from _tell_chain(case)


def _tell_state(case: Case, *, now: datetime) -> Iterator[str]:
    outcome = f", {case.get_outcome_display()}" if case.outcome else ""
    place = places.get_region(case.place_id)
    holder = places.get_office(case.holder_office_id)
    yield f"{case.code}  {case.case_type.name}  ({case.case_type})"
    yield _("state: %(state)s%(outcome)s, version %(version)s") % {
        "state": case.get_state_display(), "outcome": outcome, "version": case.version,
    }  # fmt: skip
    yield _("place: %(place)s, held by: %(holder)s") % {"place": place.name, "holder": holder.name}
    yield _("messages: %(messages)s, files: %(files)s") % {
        "messages": case.messages.count(), "files": case.attachments.count(),
    }  # fmt: skip


def _tell_clocks(case: Case, *, now: datetime) -> Iterator[str]:
    clock = show_clock(case, now=now, for_officers=True)
    yield _("promise to the person: %(spent)s%% spent, %(words)s") % {
        "spent": clock.spent, "words": clock.words,
    }  # fmt: skip
    yield "  " + explain_case_due(case)
    for step in _list_open_steps(case):
        shown = read_step_clock(case, step, now=now)
        yield _("step %(key)s at %(office)s: %(spent)s%% spent (%(state)s)") % {
            "key": step.key, "office": step.office.name, "spent": shown.spent, "state": shown.state,
        }  # fmt: skip
        yield "  " + explain_step_due(case, step)


def _list_open_steps(case: Case) -> list[CaseStep]:
    return [step for step in case.steps.all() if step.ended_at is None]


def _tell_next(case: Case, *, now: datetime) -> Iterator[str]:
    if case.state == State.CLOSED:
        yield _("nobody needs to do anything: the case is closed")
        return
    yield _("who may do what next:")
    for turn in TURN.values():
        if turn.who is not Who.STEP_HOLDER and is_allowed(turn.decision, state=case.state):
            who = _("the applicant") if turn.who is Who.APPLICANT else _("the house itself")
            yield f"  {turn.decision} ({turn.label}): {who}"
    yield from _tell_holders(case, now=now)


def _tell_holders(case: Case, *, now: datetime) -> Iterator[str]:
    for step in _list_open_steps(case):
        plan = case.case_type.plan.get_step(step.key)
        is_consult = step.kind == StepKind.CONSULT
        decisions = ["advise"] if is_consult else list(plan.decisions)
        if case.state != State.RUNNING and not is_consult:
            continue
        holders = people.list_holders(step.office_id, step.role, now=now)
        names = ", ".join(holder.name for holder in holders) or _("nobody holds this role today")
        where = f"{step.role} @ {step.office.key}"
        yield f"  {name_step(plan)} · {', '.join(decisions)}: {where} ({names})"
        if step.escalated_office is not None:
            above = step.escalated_office.name
            yield "  " + _("it climbed to the head of %(office)s") % {"office": above}


def _tell_steps(case: Case) -> Iterator[str]:
    yield _("steps:")
    for step in case.steps.all():
        office = step.office.key
        end = say_moment(step.ended_at) if step.ended_at else _("open")
        late = _("late") if step.ended_at and step.ended_at > step.due_at else ""
        facts = [step.key, office, step.role, say_moment(step.starts_at), end, step.decision, late]
        yield "  " + " · ".join(fact for fact in facts if fact)


def _tell_pauses(case: Case) -> Iterator[str]:
    for pause in case.pauses.all():
        end = say_moment(pause.ends_at) if pause.ends_at else _("still waiting")
        yield _("pause: %(start)s – %(end)s (%(cause)s)") % {
            "start": say_moment(pause.starts_at), "end": end, "cause": pause.cause,
        }  # fmt: skip


def _tell_chain(case: Case) -> Iterator[str]:
    yield _("audit trail:")
    for line in audit.list_lines(f"case:{case.pk}"):
        yield f"  {_write_line(line)}"


def _write_line(line: AuditLine) -> str:
    detail = " ".join(f"{key}={value}" for key, value in line.detail.items())
    at, seal = line.at.isoformat(timespec="seconds"), bytes(line.hash).hex()[:12]
    return f"{line.id} {at} {line.actor} {line.action} {detail} {seal}"
