"""What is missing before a permit can be asked for: two of three files were returned for this."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.permits.errors import CannotPrice, NoScheme
from kentongan.rooms.permits.models import PermitDraft
from kentongan.rooms.permits.queries.gate import check_gate
from kentongan.rooms.permits.queries.plans import list_documents
from kentongan.rooms.permits.queries.rates import estimate
from kentongan.rooms.permits.rules.documents import DocumentPlan
from kentongan.rooms.permits.rules.words import Kind


@dataclass(frozen=True)
class Precheck:
    """
    What the pre-check found: `missing` documents keep a draft from being sent.

    `waiting` are sentences about what the certificate will wait for (the camera duty); they keep
    nothing from being sent. `amount` is what it would cost today, None: cannot be said yet.
    """

    documents: tuple[DocumentPlan, ...] = ()
    given: frozenset[str] = frozenset()
    missing: tuple[DocumentPlan, ...] = ()
    waiting: tuple[str, ...] = ()
    amount: Decimal | None = None
    problems: dict[str, str] = field(default_factory=dict)  # document key: sentence

    @property
    def is_complete(self) -> bool:
        return not self.problems


def precheck(draft: PermitDraft, *, now: datetime) -> Precheck:
    """Return what a draft still needs, looked at as it would be at the counter."""
    documents = list_documents(draft.kind, draft.building)
    given = frozenset(draft.documents.values_list("key", flat=True))
    missing = tuple(plan for plan in documents if plan.is_required and plan.key not in given)
    language = get_language() or "id"
    return Precheck(
        documents=documents,
        given=given,
        missing=missing,
        waiting=tuple(check_gate(draft.building_id)) if draft.kind == Kind.SLF else (),
        amount=_estimate(draft, now=now) if draft.kind == Kind.PBG else None,
        problems={
            plan.key: _("Missing: %(document)s") % {"document": plan.get_name(language)}
            for plan in missing
        },
    )


def _estimate(draft: PermitDraft, *, now: datetime) -> Decimal | None:
    try:
        return estimate(draft.building, on=localdate(now)).amount
    except (NoScheme, CannotPrice):
        return None
