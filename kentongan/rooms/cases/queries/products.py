"""What a granted case gave its applicant, told by the room that makes it (a letter, say)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kentongan.rooms.cases.models import Case


@dataclass(frozen=True)
class Product:
    """Something to take away: what the link says, where it leads, and a sentence below it."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """What a room shows of its own on the page by which a case is followed."""

    template: str
    facts: Any


Find = Callable[["Case"], Product | None]
_products: dict[str, Find] = {}
_pages: dict[str, Find] = {}
_panels: dict[str, Callable[["Case", datetime], Panel | None]] = {}


def register_product(kind: str, find: Find) -> None:
    """Say how the product of a kind of cases is found; a room does it once, in its apps.py."""
    if kind in _products:
        raise ValueError(f"the product of {kind} is found already")
    _products[kind] = find


def register_page(kind: str, find: Find) -> None:
    """Say where an applicant finds what a room keeps of the own case beside the engine's page."""
    if kind in _pages:
        raise ValueError(f"the page of {kind} is known already")
    _pages[kind] = find


def find_page(case: "Case") -> Product | None:
    """Return the link to the room's own page for the applicant, or None."""
    find = _pages.get(case.case_type.kind)
    return find(case) if find else None


def register_panel(kind: str, make: Callable[["Case", datetime], Panel | None]) -> None:
    """Say what a room shows on the tracking page of its kind, in place of the engine's endings."""
    if kind in _panels:
        raise ValueError(f"the panel of {kind} is made already")
    _panels[kind] = make


def find_panel(case: "Case", *, now: datetime) -> Panel | None:
    """Return the panel of the case's room, or None."""
    make = _panels.get(case.case_type.kind)
    return make(case, now) if make else None


def find_product(case: "Case") -> Product | None:
    """Return what the case gave, or None while there is nothing."""
    find = _products.get(case.case_type.kind)
    return find(case) if find else None
