"""What the regency's data says of a kind of permit now, and of one that is on its way."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language

from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import Building, Permit
from kentongan.rooms.permits.rules.documents import (
    DocumentPlan,
    Profile,
    list_needed,
    parse_documents,
)
from kentongan.rooms.permits.rules.words import RELIEF_SLUG, TYPE_SLUGS, Kind, Standing

PLAIN_WORDS = str.maketrans(dict.fromkeys(".,;:-/", " "))


def get_plan(kind: str) -> cases.Definition:
    """Return what holds for new permits of a kind; raises cases.NoSuchCaseType."""
    return cases.get_plan(TYPE_SLUGS[Kind(kind)])


def get_warning_plan() -> dict[str, Any]:
    """Return which office warns with which letter; empty where there is no duty."""
    try:
        return dict(cases.get_plan(RELIEF_SLUG).raw.get("warning", {}))
    except cases.NoSuchCaseType:
        return {}


def list_documents(kind: str, building: Building) -> tuple[DocumentPlan, ...]:
    """Return the documents a building is asked for now, required or not."""
    plans = parse_documents(get_plan(kind).raw["documents"])
    return list_needed(plans, describe(building))


def name_document(permit: Permit, key: str) -> str:
    """Return what a document of a permit is called, by the version its case began with."""
    for row in permit.case.case_type.plan.raw.get("documents", ()):
        if row["key"] == key:
            name = row["name"]
            return str(name.get((get_language() or "id")[:2]) or name["id"])
    return key


def describe(building: Building) -> Profile:
    """Return what of a building decides its documents."""
    return Profile(
        function=building.function,
        complexity=building.complexity,
        permanence=building.permanence,
        ownership=building.ownership,
        work=building.work,
        area=building.area,
        floors=building.floors,
        basements=building.basements,
        is_company=building.is_company,
        faces_road=building.faces_road,
        has_infrastructure=bool(building.infrastructure),
        has_pbg=find_permit(building, Kind.PBG) is not None,
    )


def find_permit(building: Building, kind: str) -> Permit | None:
    """Return the newest issued permit of a kind, whether it still holds or not."""
    rows = Permit.objects.filter(building=building, kind=kind, standing=Standing.ISSUED)
    return rows.order_by("-issued_at").first()


def find_valid_permit(building: Building, kind: str, *, now: Any) -> Permit | None:
    """Return the newest issued permit of a kind when it holds today."""
    found = find_permit(building, kind)
    return found if found is not None and found.holds_on(localdate(now)) else None


def find_kind(text: str) -> Kind | None:
    """Return which permit somebody means who types `IMB`, `pbg` or `slf`; None: none of them."""
    typed = " ".join(text.lower().translate(PLAIN_WORDS).split())
    for kind in Kind if typed else ():
        try:
            words = get_plan(kind).raw.get("keywords", ())
        except cases.NoSuchCaseType:
            continue
        if any(f" {word} " in f" {typed} " for word in words):
            return kind
    return None
