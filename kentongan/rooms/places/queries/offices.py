"""Questions about offices."""

from django.db.models import F, Func, Q, QuerySet, TextField, Value

from kentongan.rooms.places import errors
from kentongan.rooms.places.models import Office, OfficeKind, plain
from kentongan.rooms.places.rules.offices import split_office_rule
from kentongan.rooms.places.rules.regions import DISTRICT_LENGTH, is_village_code
from kentongan.rooms.places.rules.wrong import WrongData


def get_office(key: str | int) -> Office:
    """Return the office with this key or id, also a closed one; raises NoSuchOffice."""
    which = Q(pk=key) if isinstance(key, int) else Q(key=key)
    office = _with_region().filter(which).first()
    if office is None:
        raise errors.NoSuchOffice(office=key)
    return office


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
        names=plain(F("name_id")), short=plain(F("short_name")), others=plain(aliases)
    )
    found = named.filter(
        Q(names__contains=wanted)
        | Q(short__contains=wanted)
        | Q(others__contains=wanted)
        | Q(names__trigram_word_similar=wanted)
        | Q(others__trigram_word_similar=wanted)
    )
    nearness = Func(wanted, F("short"), function="word_similarity")
    return list(found.order_by(nearness.desc(), "name_id")[:limit])


def resolve_office(rule: str, place_code: str) -> Office:
    """Return the office that `rule` means for a place.

    "village" and "district": of the place; "regency": its head; "office:dinsos": that one.
    Raises WrongOfficeRule, NoSuchOffice (unknown key), NoOfficeForPlace (the place has none).
    """
    try:
        kind, key = split_office_rule(rule)
    except WrongData as error:
        raise errors.WrongOfficeRule(rule=rule) from error
    if kind == "office":
        office = _active().filter(key=key).first()
        if office is None:
            raise errors.NoSuchOffice(office=key)
        return office
    office = _active().filter(_is_responsible(kind, place_code)).first()
    if office is None:
        raise errors.NoOfficeForPlace(rule=rule, place=place_code)
    return office


def _is_responsible(kind: str, place_code: str) -> Q:
    if kind == "village" and is_village_code(place_code):
        return Q(kind=OfficeKind.VILLAGE, region_id=place_code)
    if kind == "district" and len(place_code) >= DISTRICT_LENGTH:
        return Q(kind=OfficeKind.DISTRICT, region_id=place_code[:DISTRICT_LENGTH])
    if kind == "regency":
        return Q(kind=OfficeKind.REGENCY)
    return Q(pk=None)


def _with_region() -> QuerySet[Office]:
    return Office.objects.select_related("region", "parent")


def _active() -> QuerySet[Office]:
    return _with_region().filter(is_active=True)
