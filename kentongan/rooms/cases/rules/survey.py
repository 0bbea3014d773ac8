"""Satisfaction of the community. PermenPANRB 14/2017: nine elements, 1 to 4, exact ninths."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FEWEST_ANSWERS = 5
GRADES = (
    (Decimal("88.31"), "A"),
    (Decimal("76.61"), "B"),
    (Decimal("65.00"), "C"),
    (Decimal("25.00"), "D"),
)


@dataclass(frozen=True)
class SurveyResult:
    """Answers, mean of each element (1–4), index (25–100) and grade."""

    count: int
    means: tuple[float, ...]
    ikm: Decimal
    grade: str


def rate(*, count: int, means: Sequence[float]) -> SurveyResult:
    """Return the index: IKM = 25 × mean of the elements' means, rounded half up to two decimals."""
    exact = sum((Decimal(str(mean)) for mean in means), Decimal(0)) / len(means) * 25
    ikm = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return SurveyResult(count=count, means=tuple(means), ikm=ikm, grade=grade(ikm))


def grade(ikm: Decimal) -> str:
    """Return A, B, C or D for an index of 25 to 100."""
    return next((name for least, name in GRADES if ikm >= least), "D")
