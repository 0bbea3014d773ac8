"""Questions about regions."""

from django.conf import settings
from django.db.models import Case, F, FloatField, Func, Q, Subquery, TextField, Value, When
from django.db.models.functions import Replace

from kentongan.rooms.places import errors
from kentongan.rooms.places.models import Office, OfficeKind, Region, plain
from kentongan.rooms.places.queries.kept import keep
from kentongan.rooms.places.rules.regions import list_codes_above

LONGEST_SEARCH = 100
Choices = list[tuple[str, list[tuple[str, str]]]]


def get_regency_code() -> str:
    """Return the Kemendagri code of the regency this house serves: "35.10"."""
    return str(settings.REGENCY_FACTS["code"])


def get_region(code: str) -> Region:
    """
    Return the region with this Kemendagri code, also a dissolved one; raises NoSuchRegion.

    Kept per process: no query while nothing changes. Do not change what comes back.
    """
    return keep(("region", code), lambda: _read_region(code))


def _read_region(code: str) -> Region:
    region = Region.objects.filter(code=code).select_related("parent").first()
    if region is None:
        raise errors.NoSuchRegion(region=code)
    return region


def has_region(code: str) -> bool:
    """Tell whether this code belongs to a region that exists today."""
    try:
        return get_region(code).is_active
    except errors.NoSuchRegion:
        return False


def list_regions(
    *, parent: str | None = None, within: str | None = None, kind: str | None = None
) -> list[Region]:
    """Return today's regions by code: those directly in `parent`, or anywhere `within` a region."""
    regions = Region.objects.active().select_related("parent")
    if parent is not None:
        regions = regions.filter(parent_id=parent)
    if within is not None:
        regions = regions.within(within)
    if kind is not None:
        regions = regions.filter(kind=kind)
    return list(regions)


def list_regions_around(code: str) -> list[Region]:
    """Return the region and those it lies in, the smallest first."""
    return list(Region.objects.filter(code__in=list_codes_above(code)).order_by("-code"))


def search_regions(text: str, *, kind: str | None = None, limit: int = 10) -> list[Region]:
    """
    Return today's regions whose name resembles `text`, best first.

    Mistyped names are found, words joined or parted ("sumber beras"), and "sumberberas muncar".
    """
    words = " ".join(text.split())[:LONGEST_SEARCH]
    if not words:
        return []
    wanted = plain(Value(words, output_field=TextField()))
    regions = Region.objects.active().annotate(
        words=plain(F("full_name")),
        letters=_join_words(plain(F("name"))),
        wanted_letters=_join_words(wanted),
    )
    if kind is not None:
        regions = regions.filter(kind=kind)
    begins_so = Q(letters__startswith=F("wanted_letters"))
    rank = Case(
        When(letters=F("wanted_letters"), then=Value(2.0)),
        When(begins_so, then=Value(1.0)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    found = (
        regions.filter(wanted_letters__gt="")
        .filter(begins_so | Q(words__trigram_word_similar=wanted))
        .annotate(
            rank=rank
            + Func(wanted, F("words"), function="word_similarity", output_field=FloatField())
        )
    )
    return list(found.order_by("-rank", "code")[:limit])


def _join_words(words: Func) -> Replace:
    return Replace(words, Value(" "), Value(""), output_field=TextField())


def list_villages() -> Choices:
    """
    Return the villages of this regency for a form: (district, [(code, "Sumberberas, Muncar")]).

    Kept per process: one query per change of the regions.
    """
    return keep("villages", _make_choices)


def _make_choices() -> Choices:
    home = Office.objects.filter(kind=OfficeKind.REGENCY, is_active=True).values("region_id")[:1]
    villages = Region.objects.active().villages().filter(path__descendant_of=Subquery(home))
    rows = villages.order_by("parent__name", "name").values_list(
        "parent__name", "code", "full_name"
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for district, code, full_name in rows:
        groups.setdefault(district, []).append((code, full_name))
    return list(groups.items())
