"""An officer's search: by code, also its beginning, or by words of service and place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef

from kentongan.foundation import codes
from kentongan.rooms.cases.models import Case, CaseStep, CaseType
from kentongan.rooms.cases.queries.types import give_types, list_types
from kentongan.rooms.cases.rules.search import Wanted, read_words, understand
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

PAGE = 25
FEWEST_SYMBOLS = 3  # of the beginning of a code: a line and two symbols
FEW_PLACES = 60  # each is looked into along its own index
HERE = """EXISTS (SELECT 1 FROM case_step s
                  WHERE s.case_id = c.id AND s.office_id = ANY(%(offices)s))"""
AT_PLACES = f"""
SELECT found.* FROM unnest(%(places)s::text[]) AS at(place) CROSS JOIN LATERAL (
    SELECT c.id, c.submitted_at FROM "case" c
    WHERE c.place_id = at.place AND c.type_slug = ANY(%(slugs)s) AND {HERE}
    ORDER BY c.submitted_at DESC LIMIT %(limit)s) found
ORDER BY found.submitted_at DESC LIMIT %(limit)s
"""  # noqa: S608 - our own words
OF_SERVICES = f"""
SELECT found.* FROM unnest(%(slugs)s::text[]) AS kind(slug) CROSS JOIN LATERAL (
    SELECT c.id, c.submitted_at FROM "case" c
    WHERE c.type_slug = kind.slug
      AND (%(anywhere)s OR c.place_id = ANY(%(places)s::text[])) AND {HERE}
    ORDER BY c.submitted_at DESC LIMIT %(limit)s) found
ORDER BY found.submitted_at DESC LIMIT %(limit)s
"""  # noqa: S608 - our own words
CONSULTED = """
SELECT c.id, c.submitted_at FROM case_step s JOIN "case" c ON c.id = s.case_id
WHERE s.kind = 'consult' AND s.office_id = ANY(%(offices)s) AND c.type_slug = ANY(%(slugs)s)
  AND (%(anywhere)s OR c.place_id = ANY(%(places)s::text[]))
ORDER BY s.starts_at DESC LIMIT %(limit)s
"""


def search_cases(text: str, *, by: people.Actor, limit: int = PAGE) -> Sequence[Case]:
    """Return cases at the officer's offices by code, service or place words, newest first."""
    ids = _find_by_words(text, by=by, limit=limit) or _find_by_code(text, by=by, limit=limit)
    rows = Case.objects.filter(pk__in=ids).select_related("place", "applicant", "current_step")
    found = list(rows.order_by("-submitted_at", "-pk"))
    give_types(*found)
    return found


def _find_by_code(text: str, *, by: people.Actor, limit: int) -> list[UUID]:
    prefix = str(settings.REGENCY_FACTS["code_prefix"])
    parts = CaseStep.objects.filter(case=OuterRef("pk"), office_id__in=sorted(by.offices))
    rows = Case.objects.filter(Exists(parts))
    whole = codes.parse_code(text, prefix=prefix)
    begun = codes.parse_beginning(text, prefix=prefix)
    if whole is not None:
        rows = rows.filter(code=whole)
    elif len(begun) >= len(prefix) + FEWEST_SYMBOLS:
        rows = rows.filter(code__startswith=begun)
    else:
        return []
    return list(rows.order_by().values_list("pk", flat=True)[:limit])


def _find_by_words(text: str, *, by: people.Actor, limit: int) -> list[UUID]:
    offices = [places.get_office(pk) for pk in sorted(by.offices)]
    own = _list_own_places(offices)
    types: dict[str, list[CaseType]] = defaultdict(list)
    for version in list_types():
        types[version.slug].append(version)
    names = {slug: f"{kinds[-1].name_id} {kinds[-1].name_en}" for slug, kinds in types.items()}
    coming = {slug for slug, versions in types.items() if _comes_to(versions, offices)}
    found: list[tuple[Any, UUID]] = []
    for wanted in understand(read_words(text), services=names, places=_name_places()):
        chosen = _restrict(wanted, own=own)
        if chosen.places != ():
            found += _look(chosen, offices=offices, coming=coming, limit=limit)
    newest_first = sorted(set(found), reverse=True)
    return [case_id for _, case_id in newest_first[:limit]]


def _look(
    wanted: Wanted, *, offices: Sequence[Any], coming: set[str], limit: int
) -> Iterator[tuple[Any, UUID]]:
    """Yield (submitted_at, id) of the newest cases, read along an index in whichever direction."""
    slugs = [slug for slug in wanted.slugs if slug in coming]
    facts = {
        "offices": [office.pk for office in offices],
        "slugs": slugs,
        "places": list(wanted.places or ()),
        "anywhere": wanted.places is None,
        "limit": limit,
    }
    yield from _ask(CONSULTED, {**facts, "slugs": list(wanted.slugs)})
    if slugs:
        few = wanted.places is not None and len(wanted.places) <= FEW_PLACES
        yield from _ask(AT_PLACES if few else OF_SERVICES, facts)


def _ask(sql: str, facts: dict[str, Any]) -> list[tuple[Any, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return [(submitted_at, case_id) for case_id, submitted_at in cursor.fetchall()]


def _restrict(wanted: Wanted, *, own: set[str] | None) -> Wanted:
    if own is None:
        return wanted
    fitting = own if wanted.places is None else own.intersection(wanted.places)
    return Wanted(wanted.slugs, tuple(sorted(fitting)))


def _list_own_places(offices: Sequence[Any]) -> set[str] | None:
    """Return the villages whose cases come to these offices; None when from everywhere."""
    if any(office.kind not in {"village", "district"} for office in offices):
        return None
    above = tuple(str(office.region_id) for office in offices)
    return {code for code in _name_places() if code.startswith(above)} if above else set()


def _name_places() -> dict[str, str]:
    return {
        code: f"{name} {district}"
        for district, villages in places.list_villages()
        for code, name in villages
    }


def _comes_to(versions: Sequence[CaseType], offices: Sequence[Any]) -> bool:
    """Tell whether some version of a service has a step that may come to one of the offices."""
    keys = {f"office:{office.key}" for office in offices} | {office.kind for office in offices}
    return any(
        "reassign" in step.decisions or not keys.isdisjoint(step.office.split("|"))
        for version in versions
        for step in version.plan.route
    )
