"""What the pages of this room show, gathered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters import api as letters
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import NoSuchPermit
from kentongan.rooms.permits.models import Bill, Building, Duty, Inspection, Permit, PermitDraft
from kentongan.rooms.permits.models.building import KIND_NAMES
from kentongan.rooms.permits.queries.estimating import say_laws
from kentongan.rooms.permits.queries.gate import check_gate, explain_duty, is_fulfilled
from kentongan.rooms.permits.queries.listing import OwnBuilding, list_permit_documents
from kentongan.rooms.permits.queries.plans import get_plan, name_document
from kentongan.rooms.permits.queries.prechecking import precheck
from kentongan.rooms.permits.queries.rates import Explained, explain_bill, say_rupiah
from kentongan.rooms.permits.rules.words import (
    ENDED,
    BillStanding,
    DocumentStanding,
    DutyStanding,
    Kind,
    Standing,
    Step,
)
from kentongan.rooms.places import api as places

PHOTO = "photo"
MOST_SHOWN = 20
TAGS = {
    Standing.ISSUED: "ok", Standing.REMARKED: "soon", Standing.UNPAID: "soon",
    Standing.REFUSED: "late", Standing.WITHDRAWN: "",
}  # fmt: skip
DUTY_TAGS = {
    DutyStanding.MET: "ok", DutyStanding.RELIEVED: "ok", DutyStanding.OVERDUE: "late",
    DutyStanding.VERIFIED: "soon",
}  # fmt: skip


# --- What everybody reads -------------------------------------------------------------------------


@dataclass(frozen=True)
class KindPage:
    """A kind of permit as data says it: way, promise, papers, law."""

    kind: str
    name: str
    summary: str
    steps: Sequence[Mapping[str, str]]
    promise: str
    documents: Sequence[Mapping[str, Any]]
    laws: Sequence[str]


def get_kind_page(kind: str) -> KindPage:
    """Return what everybody may know of a kind of permit; 404 where it is not given."""
    if kind not in set(Kind):
        raise NoSuchPermit
    plan = get_plan(kind)
    language = (get_language() or "id")[:2]
    raw = plan.raw
    return KindPage(
        kind=kind,
        name=str(KIND_NAMES[Kind(kind)]),
        summary=_say(raw.get("summary", {}), language),
        steps=[
            {
                "title": (one.title_en if language == "en" else "") or one.title_id,
                "note": _say_step(one),
            }
            for one in plan.route
        ],
        promise=cases.say_promise(plan.promise),
        documents=[
            {
                "name": _say(row["name"], language),
                "hint": _say(row.get("hint", {}), language),
                "is_conditional": bool(row.get("when")) or not row.get("required", True),
            }
            for row in raw.get("documents", ())
        ],
        laws=say_laws(raw.get("legal_basis", ())),
    )


def _say(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("id", "")


def _say_step(step: cases.StepPlan) -> str:
    key = step.office.removeprefix("office:")
    return f"{places.get_office(key).name} · {cases.say_promise(step.promise)}"


def list_kind_pages() -> list[KindPage]:
    """Return the kinds of permit this regency gives."""
    found = []
    for kind in Kind:
        try:
            found.append(get_kind_page(kind))
        except cases.NoSuchCaseType:
            continue
    return found


def list_certifiable(*, by: people.Actor) -> list[Building]:
    """Return the buildings of `by`, newest first, to ask a permit of one we know."""
    if by.person_id is None:
        return []
    rows = Building.objects.select_related("place").filter(owner_id=by.person_id)
    return list(rows.order_by("-created_at")[:MOST_SHOWN])


# --- A draft --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DocumentRow:
    """A document on a page: what it is, what was given, what is wrong with it."""

    key: str
    name: str
    hint: str = ""
    is_required: bool = True
    accept: str = ""
    file: Any = None
    file_url: str = ""
    standing: str = ""
    standing_words: str = ""
    remark: str = ""
    problem: str = ""

    @property
    def state(self) -> str:
        """Tell the tag's colour."""
        if self.problem or self.standing == DocumentStanding.REMARKED:
            return "late"
        return "ok" if self.standing in {"", DocumentStanding.ACCEPTED} and self.file else ""


@dataclass(frozen=True)
class DraftPage:
    """A draft with its documents, what is missing, and what it would cost."""

    draft: PermitDraft
    rows: Sequence[DocumentRow]
    missing: Sequence[str]
    waiting: Sequence[str]
    amount: str
    problems: Mapping[str, str] = field(default_factory=dict)


def get_draft_page(
    draft: PermitDraft, *, problems: Mapping[str, str] | None = None, now: datetime
) -> DraftPage:
    """Return everything about a draft, looked at as it would be at the counter."""
    found, problems = precheck(draft, now=now), problems or {}
    files = {row.key: row.file for row in draft.documents.select_related("file")}
    language = get_language() or "id"
    rows = [
        DocumentRow(
            key=plan.key, name=plan.get_name(language), hint=plan.get_hint(language),
            is_required=plan.is_required, accept=_accept(plan.kind), file=files.get(plan.key),
            file_url=reverse("permits:show_draft_file", args=[draft.pk, plan.key])
            if plan.key in files else "",
            problem=str(problems.get(plan.key, "")),
        )
        for plan in found.documents
    ]  # fmt: skip
    return DraftPage(
        draft=draft,
        rows=rows,
        missing=[plan.get_name(language) for plan in found.missing],
        waiting=found.waiting,
        amount=say_rupiah(found.amount) if found.amount is not None else "",
        problems=problems,
    )


def _accept(kind: str) -> str:
    return "image/*" if kind == PHOTO else ".pdf,image/*,application/pdf"


def list_allowed(draft: PermitDraft, key: str) -> tuple[str, ...]:
    """Return which files a document may be: a photo only, or a PDF too."""
    plans = get_plan(draft.kind).raw.get("documents", ())
    kind = next((row.get("kind", "file") for row in plans if row["key"] == key), "file")
    return ("image",) if kind == PHOTO else ("image", "pdf")


# --- A permit -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PermitLine:
    """A permit in one line."""

    permit: Permit
    tag: str


@dataclass(frozen=True)
class BuildingCard:
    """A building of an owner, with what is to be done."""

    building: Building
    drafts: Sequence[PermitDraft]
    permits: Sequence[PermitLine]
    bills: Sequence[tuple[Bill, str]]
    duties: Sequence["DutyRow"]
    may_ask_pbg: bool
    may_ask_slf: bool


def show_building(own: OwnBuilding) -> BuildingCard:
    """Return a card of somebody's building."""
    asked = {permit.kind for permit in own.permits if permit.standing not in ENDED}
    issued = {permit.kind for permit in own.permits if permit.standing == Standing.ISSUED}
    begun = {draft.kind for draft in own.drafts}
    return BuildingCard(
        building=own.building,
        drafts=own.drafts,
        permits=[PermitLine(one, TAGS.get(Standing(one.standing), "")) for one in own.permits],
        bills=[
            (bill, say_rupiah(bill.amount))
            for bill in own.bills
            if bill.standing == BillStanding.OPEN
        ],
        duties=[show_duty_row(duty) for duty in own.duties],
        may_ask_pbg=Kind.PBG not in asked | issued | begun,
        may_ask_slf=Kind.SLF not in asked | begun,
    )


@dataclass(frozen=True)
class PermitPage:
    """A permit for its owner and its offices."""

    permit: Permit
    case: Any
    tag: str
    clock: cases.Clock
    rows: Sequence[DocumentRow]
    remarked: Sequence[DocumentRow]
    bill: Bill | None
    amount: str
    lines: Sequence[Explained]
    letters: Sequence[letters.LetterLink]
    duties: Sequence["DutyRow"]
    gate: Sequence[str]
    inspections: Sequence[Inspection]
    may_review: bool
    may_inspect: bool
    may_record: bool


def get_permit_page(
    permit: Permit, *, problems: Mapping[str, str], by: people.Actor, now: datetime
) -> PermitPage:
    """Return everything about a permit that `by` may see; the caller fetched it for `by`."""
    case = cases.get_case(permit.pk)
    permit.case = case
    rows = [_show_document(permit, row, problems) for row in list_permit_documents(permit)]
    bills = Bill.objects.select_related("scheme").filter(permit=permit)
    bill = bills.exclude(standing__in=[BillStanding.VOID]).first()
    step = case.current_step if case.is_open else None
    works_here = step is not None and cases.find_holding(by=by, step=step) is not None
    at_office = step is not None and any(h.office_id == step.office_id for h in by.holdings)
    is_running = case.state == cases.State.RUNNING
    at = step.key if step else ""
    return PermitPage(
        permit=permit, case=case, tag=TAGS.get(Standing(permit.standing), ""),
        clock=cases.read_clock(case, now=now), rows=rows,
        remarked=[row for row in rows if row.standing == DocumentStanding.REMARKED],
        bill=bill, amount=say_rupiah(bill.amount) if bill else "",
        lines=explain_bill(bill) if bill else (),
        letters=letters.list_letters(case, by=by),
        duties=[show_duty_row(duty) for duty in _list_duties(permit)],
        gate=_list_gate(permit),
        inspections=list(permit.inspections.order_by("inspected_at")),
        may_review=works_here and is_running and at in {Step.CHECK, Step.REVIEW},
        may_inspect=at_office and is_running and at == Step.REVIEW,
        may_record=bill is not None and bill.standing == BillStanding.OPEN and bool(by.holdings),
    )  # fmt: skip


def _list_gate(permit: Permit) -> list[str]:
    if permit.kind != Kind.SLF or permit.standing in ENDED:
        return []
    return check_gate(permit.building_id)


def _show_document(permit: Permit, row: Any, problems: Mapping[str, str]) -> DocumentRow:
    return DocumentRow(
        key=row.key, name=name_document(permit, row.key), file=row.file,
        accept=".pdf,image/*,application/pdf",
        file_url=reverse("permits:show_document", args=[permit.code, row.key]) if row.file else "",
        standing=row.standing, standing_words=str(row.get_standing_display()), remark=row.remark,
        problem=problems.get(row.key, ""),
    )  # fmt: skip


def _list_duties(permit: Permit) -> list[Duty]:
    return list(permit.duties.select_related("rule", "permit", "building").order_by("opened_at"))


# --- A duty ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DutyRow:
    """A camera duty in one line."""

    duty: Duty
    tag: str
    explained: str
    laws: Sequence[str]


def show_duty_row(duty: Duty) -> DutyRow:
    """Return a duty with what it still needs, in words."""
    return DutyRow(
        duty=duty,
        tag=DUTY_TAGS.get(DutyStanding(duty.standing), ""),
        explained="" if is_fulfilled(duty) else explain_duty(duty),
        laws=say_laws(duty.rule.legal_basis),
    )
