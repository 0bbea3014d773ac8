"""From the data of a kind of permit to the definition of its case type; what is wrong is said."""

from collections.abc import Collection, Mapping
from typing import Any

from kentongan.rooms.permits.rules.documents import WrongDocuments, parse_documents
from kentongan.rooms.permits.rules.validity import WrongValidity, check_validity
from kentongan.rooms.permits.rules.words import Kind, Step

FINISH_TASK = "permits.issue_permit"
PERMIT_KEYS = {
    "slug", "kind", "keywords", "name", "summary", "promise", "ledger_offices", "payment_days",
    "signer", "legal_basis", "letter", "bill_letter", "route", "documents", "validity",
    "remind_days",
}  # fmt: skip
STEPS = {
    Kind.PBG: [Step.CHECK, Step.REVIEW, Step.PRICE, Step.APPROVE, Step.ISSUE],
    Kind.SLF: [Step.CHECK, Step.REVIEW, Step.APPROVE, Step.ISSUE],
}


class WrongPermit(ValueError):
    """The data of a kind of permit cannot be meant; the text says which key."""


def check_permit(row: Mapping[str, Any], *, kind: Kind, office_keys: Collection[str]) -> None:
    """Refuse data with a wrong key; raises WrongPermit."""
    if unknown := set(row) - PERMIT_KEYS:
        raise WrongPermit(f"unknown key {sorted(unknown)[0]}")
    for key in ("slug", "name", "summary", "promise", "route", "documents", "letter"):
        if key not in row:
            raise WrongPermit(f"{key}: is missing")
    keys = [step.get("key") for step in row["route"]]
    if keys != STEPS[kind]:
        raise WrongPermit(f"route: the steps must be {', '.join(STEPS[kind])}")
    check_offices(row["route"], office_keys=office_keys)
    if unknown := set(row.get("ledger_offices", ())) - set(office_keys):
        raise WrongPermit(f"ledger_offices: there is no office {sorted(unknown)[0]!r}")
    try:
        parse_documents(row["documents"])
        if kind is Kind.SLF:
            check_validity(row.get("validity", ()))
    except (WrongDocuments, WrongValidity) as error:
        raise WrongPermit(str(error)) from error


def check_offices(route: Any, *, office_keys: Collection[str]) -> None:
    """Refuse a route that names an office there is not."""
    for step in route:
        for rule in (step["office"], *step.get("consults", ())):
            kind, _, key = rule.partition(":")
            if kind == "office" and key not in office_keys:
                raise WrongPermit(f"route.{step['key']}: there is no office {key!r}")


def make_definition(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the engine and this room keep of a kind of permit, with each running case."""
    return {
        "promise": row["promise"],
        "route": row["route"],
        "signer": row.get("signer", ""),
        "finish_task": FINISH_TASK,
        "requirements": [
            {"kind": "file", "required": True, **_leave_out(document, "when", "legal_basis")}
            for document in row["documents"]
        ],
        "documents": row["documents"],
        "permit_letter": row["letter"],
        "bill_letter": row.get("bill_letter", {}),
        "ledger_offices": row.get("ledger_offices", []),
        "payment_days": row.get("payment_days", 30),
        "validity": row.get("validity", []),
        "remind_days": sorted(row.get("remind_days", ()), reverse=True),
        "keywords": row.get("keywords", []),
        "summary": row["summary"],
        "legal_basis": row.get("legal_basis", []),
    }


def _leave_out(row: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}
