"""What everybody may know of the camera duty: shares by district, nobody's building."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kentongan.rooms.permits.models import DutyRule
from kentongan.rooms.permits.queries.estimating import say_laws
from kentongan.rooms.permits.queries.ledger import count_by_district
from kentongan.rooms.permits.rules.hiding import FEWEST, merge_small
from kentongan.rooms.places import api as places


@dataclass(frozen=True)
class PublicRow:
    """One district, or several that are shown together because each is small."""

    names: tuple[str, ...]
    owed: int
    met_percent: int
    overdue_percent: int

    @property
    def is_merged(self) -> bool:
        return len(self.names) > 1


@dataclass(frozen=True)
class PublicNumbers:
    """The whole regency and its districts; `whole` is None while there are too few to show."""

    whole: PublicRow | None
    districts: Sequence[PublicRow]
    fewest: int = FEWEST


def get_public_numbers() -> PublicNumbers:
    """Return how far the camera duty is fulfilled, without addresses and without small groups."""
    counts = count_by_district()
    shown, merged = merge_small({code: numbers[0] for code, numbers in counts.items()})
    if not shown and not merged:
        return PublicNumbers(None, ())
    rows = [_sum(counts, [code]) for code in shown]
    if merged:
        rows.append(_sum(counts, merged))
    return PublicNumbers(_sum(counts, counts), rows)


def _sum(counts: Mapping[str, tuple[int, int, int]], codes: Iterable[str]) -> PublicRow:
    chosen = list(codes)
    owed, met, overdue = (sum(counts[code][n] for code in chosen) for n in range(3))
    names = tuple(sorted(places.get_region(code).name for code in chosen))
    return PublicRow(names, owed, round(100 * met / owed), round(100 * overdue / owed))


@dataclass(frozen=True)
class PublicRule:
    """A rule that obliges to a camera, and by which law."""

    rule: DutyRule
    laws: Sequence[str]


def list_public_rules() -> list[PublicRule]:
    """Return the rules that oblige to a camera now, each with its law."""
    rules = DutyRule.objects.filter(is_active=True)
    return [PublicRule(rule, say_laws(rule.legal_basis)) for rule in rules]
