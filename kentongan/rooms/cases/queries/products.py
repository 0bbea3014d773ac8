"""What a granted case gave its applicant, told by the room that makes it (a letter, say)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kentongan.rooms.cases.models import Case


@dataclass(frozen=True)
class Product:
    """Something to take away: what the link says, where it leads, and a sentence below it."""

    label: str
    url: str
    note: str = ""


Find = Callable[["Case"], Product | None]
_products: dict[str, Find] = {}


def register_product(kind: str, find: Find) -> None:
    """Say how the product of a kind of cases is found; a room does it once, in its apps.py."""
    if kind in _products:
        raise ValueError(f"the product of {kind} is found already")
    _products[kind] = find


def find_product(case: "Case") -> Product | None:
    """Return what the case gave, or None while there is nothing."""
    find = _products.get(case.case_type.kind)
    return find(case) if find else None
