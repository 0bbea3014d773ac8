"""Questions about offices."""

from collections.abc import Iterable, Mapping

from django.db.models import F, Func, Q, QuerySet, TextField, Value

from kentongan.rooms.places import errors
from kentongan.rooms.places.models import Office, OfficeKind, plain
from kentongan.rooms.places.queries.kept import keep
from kentongan.rooms.places.rules.offices import split_office_rule
from kentongan.rooms.places.rules.regions import DISTRICT_LENGTH, is_village_code
from kentongan.rooms.places.rules.wrong import WrongData


class _Directory:
    """Every office, also closed ones, as a process remembers them."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self.by_id = {office.pk: office for office in offices}
        self.by_key = {office.key: office for office in self.by_id.values()}
        self.of_region = {
            (office.kind, office.region_id): office
            for office in self.by_id.values()
            if office.is_active
        }
        for office in self.by_id.values():
            if office.parent_id:
                office.parent = self.by_id[office.parent_id]
        self.parents = {office.pk: office.parent_id for office in self.by_id.values()}

    def find_regency(self) -> Office | None:
        found = (o for o in self.of_region.values() if o.kind == OfficeKind.REGENCY)
        return next(found, None)


def _directory() -> _Directory:
    return keep("offices", lambda: _Directory(Office.objects.select_related("region")))


def get_office(key: str | int) -> Office:
    """
    Return the office with this key or id, also a closed one; raises NoSuchOffice.

    Kept per process: no query while nothing changes. Do not change what comes back.
    """
    known = _directory()
    office = known.by_id.get(key) if isinstance(key, int) else known.by_key.get(key)
    if office is None:
        raise errors.NoSuchOffice(office=key)
    return office


def get_parents() -> Mapping[int, int | None]:
    """Return for every office id the id of the office above it."""
    return _directory().parents


def list_offices(
    *, kind: str | None = None, parent: str | None = None, within: str | None = None
) -> list[Office]:
    """Return today's offices by name: of a kind, under an office, or with a region `within`."""
    offices = _active()
    if kind is not None:
        offices = offices.filter(kind=kind)
    if parent is not None:
        offices = offices.filter(parent__key=parent)
    if within is not None:
        offices = offices.filter(region__path__descendant_of=within)
    return list(offices)


def search_offices(text: str, *, limit: int = 10) -> list[Office]:
    """Return today's offices whose name, short name or alias has these words or resembles them."""
    words = text.strip()[:100]
    if not words:
        return []
    wanted = plain(Value(words, output_field=TextField()))
    aliases: Func = Func(
        F("aliases"), Value(" "), function="array_to_string", output_field=TextField()
    )
    named = _active().annotate(
        names=plain(F("name_id")),
        short=plain(F("short_name")),
        others=plain(aliases),
        wanted=wanted,
    )
    found = named.filter(wanted__gt="").filter(
        Q(names__contains=wanted)
        | Q(short__contains=wanted)
        | Q(others__contains=wanted)
        | Q(names__trigram_word_similar=wanted)
        | Q(others__trigram_word_similar=wanted)
    )
    nearness = Func(wanted, F("short"), function="word_similarity")
    return list(found.order_by(nearness.desc(), "name_id")[:limit])


def resolve_office(rule: str, place_code: str) -> Office:
    """
    Return the office that `rule` means for a place.

    "village" and "district": of the place; "regency": its head; "office:dinsos": that one;
    "village|office:dinsos": the second where the place has none of the first. Raises
    WrongOfficeRule, NoSuchOffice (unknown key), NoOfficeForPlace (the place has none).
    """
    first, _, other = rule.partition("|")
    if not other:
        return _resolve(rule, place_code)
    try:
        return _resolve(first, place_code)
    except errors.NoOfficeForPlace:
        return resolve_office(other, place_code)


def _resolve(rule: str, place_code: str) -> Office:
    try:
        kind, key = split_office_rule(rule)
    except WrongData as error:
        raise errors.WrongOfficeRule(rule=rule) from error
    known = _directory()
    if kind == "office":
        office = known.by_key.get(key)
        if office is None or not office.is_active:
            raise errors.NoSuchOffice(office=key)
        return office
    office = _find_responsible(known, kind, place_code)
    if office is None:
        raise errors.NoOfficeForPlace(rule=rule, place=place_code)
    return office


def _find_responsible(known: _Directory, kind: str, place_code: str) -> Office | None:
    if kind == "village" and is_village_code(place_code):
        return known.of_region.get((OfficeKind.VILLAGE, place_code))
    if kind == "district" and len(place_code) >= DISTRICT_LENGTH:
        return known.of_region.get((OfficeKind.DISTRICT, place_code[:DISTRICT_LENGTH]))
    return known.find_regency() if kind == "regency" else None


def _with_region() -> QuerySet[Office]:
    return Office.objects.select_related("region", "parent")


def _active() -> QuerySet[Office]:
    return _with_region().filter(is_active=True)
