"""Who may see and who may act. `check_` raises, `can_` answers; when is workflow's matter."""

from kentongan.rooms.cases.errors import NeedsSecondFactor, NoSuchCase, NotYourStep, OwnCase
from kentongan.rooms.cases.models import Case, CaseStep
from kentongan.rooms.cases.rules.escalation import HEAD
from kentongan.rooms.people import api as people


def find_holding(*, by: people.Actor, step: CaseStep) -> people.Holding | None:
    """Return the role by which `by` may act on the step: its own role, or the office's head."""
    here = [h for h in by.holdings if h.office_id == step.office_id]
    fitting = [h for h in here if h.role in (step.role, HEAD) or (step.role == HEAD and h.signs)]
    return min(fitting, key=lambda h: h.role != step.role, default=None)


def check_can_decide(*, by: people.Actor, step: CaseStep, signs: bool) -> people.Holding:
    """Return the role acted in, or refuse; a signing decision needs the second factor."""
    holding = find_holding(by=by, step=step)
    if holding is None:
        raise NotYourStep
    if by.person_id is not None and by.person_id == step.case.applicant_id:
        raise OwnCase
    if signs and not by.has_second_factor:
        raise NeedsSecondFactor
    return holding


def is_applicant(*, by: people.Actor, case: Case) -> bool:
    """Tell whether `by` is the applicant, by account or by having proved to know the case."""
    mine = by.person_id is not None and by.person_id == case.applicant_id
    return mine or str(case.pk) in by.proven_cases


def check_is_applicant(*, by: people.Actor, case: Case) -> None:
    """Refuse, as if the case did not exist, whoever is not its applicant."""
    if not is_applicant(by=by, case=case) and not can_speak_for_applicant(by=by, case=case):
        raise NoSuchCase


def can_speak_for_applicant(*, by: people.Actor, case: Case) -> bool:
    """Tell whether `by` sits at the office that typed the case for a person without phone."""
    return case.intake_office_id is not None and case.intake_office_id in by.offices


def can_see(*, by: people.Actor, case: Case, office_ids: set[int]) -> bool:
    """Tell whether `by` may see the case: applicant, or at an office with a part in it."""
    if is_applicant(by=by, case=case):
        return True
    seen_by = office_ids | ({case.intake_office_id} if case.intake_office_id else set())
    return bool(seen_by & by.offices)


def describe_holding(holding: people.Holding) -> str:
    """Return role and capacity as kept on a step: `head`, `head:plt`, `secretary:an`."""
    if holding.capacity == people.Capacity.DEFINITIVE:
        return holding.role
    return f"{holding.role}:{holding.capacity}"
