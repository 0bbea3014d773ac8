"""Versions of case types. A version never changes, so a process reads each once."""

from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.db.models.functions import Greatest

from kentongan.rooms.cases.errors import NoSuchCaseType
from kentongan.rooms.cases.models import Case, CaseType
from kentongan.rooms.cases.rules.definition import Definition

CURRENT = "SELECT id FROM case_type WHERE slug = %s AND retired_at IS NULL"
_known: dict[int, CaseType] = {}


def get_type(type_id: int) -> CaseType:
    """Return a version by id; do not change what comes back."""
    known = _known.get(type_id)
    if known is None:
        known = _known[type_id] = CaseType.objects.get(pk=type_id)
    return known


def get_current_type(slug: str) -> CaseType:
    """Return the version that new cases begin with; raises NoSuchCaseType."""
    with connection.cursor() as cursor:
        cursor.execute(CURRENT, [slug])
        found = cursor.fetchone()
    if found is None:
        raise NoSuchCaseType
    return get_type(found[0])


def get_last_publication(kind: str) -> datetime | None:
    """Return when a type of this kind was published or retired last; None when there is none."""
    moments = CaseType.objects.filter(kind=kind).aggregate(
        last=Greatest(Max("published_at"), Max("retired_at"))
    )
    last: datetime | None = moments["last"]
    return last


def list_types() -> list[CaseType]:
    """Return every version of every type; a process reads each once."""
    keys = list(CaseType.objects.order_by("slug", "version").values_list("pk", flat=True))
    unknown = [key for key in keys if key not in _known]
    if unknown:
        _known.update(CaseType.objects.in_bulk(unknown))
    return [_known[key] for key in keys]


def give_types(*cases: Case) -> None:
    """Set `case_type` of each case from memory, sparing the join with its long definition."""
    for case in cases:
        case.case_type = get_type(case.case_type_id)


def has_open_cases() -> bool:
    """Tell whether any clock runs."""
    return Case.objects.open().exists()


def get_plan(slug: str) -> Definition:
    """Return what the engine knows of a type's current version: promise and route."""
    return get_current_type(slug).plan


def list_type_slugs() -> list[str]:
    """Return the slugs of all current types."""
    current = CaseType.objects.filter(retired_at=None).order_by("slug")
    return list(current.values_list("slug", flat=True))


def has_cases() -> bool:
    """Tell whether there was ever a case."""
    return Case.objects.exists()
