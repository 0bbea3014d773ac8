"""A form as pages: the applicant, the service's sections, the papers, and a last look."""

from collections.abc import Iterable
from dataclasses import dataclass

from kentongan.rooms.services.rules.plan import Field, FormPlan, Words

APPLICANT, PAPERS, REVIEW = "pemohon", "berkas", "periksa"


@dataclass(frozen=True)
class Page:
    """One page; its title is data, or empty for the pages of the house."""

    key: str
    number: int
    title: Words
    fields: tuple[Field, ...] = ()


def list_pages(plan: FormPlan) -> tuple[Page, ...]:
    """Return the pages in order; papers only when some must be brought."""
    keys: list[tuple[str, Words, tuple[Field, ...]]] = [(APPLICANT, Words(""), ())]
    keys += [(section.key, section.title, section.fields) for section in plan.sections]
    if plan.requirements:
        keys.append((PAPERS, Words(""), plan.requirements))
    keys.append((REVIEW, Words(""), ()))
    return tuple(Page(key, n, title, fields) for n, (key, title, fields) in enumerate(keys, 1))


def find_page(pages: Iterable[Page], key: str) -> Page | None:
    """Return the page with this key, or None."""
    return next((page for page in pages if page.key == key), None)


def get_next(pages: tuple[Page, ...], page: Page) -> Page:
    """Return the page after `page`; the last one follows itself."""
    return pages[min(page.number, len(pages) - 1)]


def get_before(pages: tuple[Page, ...], page: Page) -> Page | None:
    """Return the page before `page`, or None for the first."""
    return pages[page.number - 2] if page.number > 1 else None


def is_reachable(pages: tuple[Page, ...], page: Page, *, incomplete: Iterable[str]) -> bool:
    """Tell whether everything before `page` is filled in."""
    open_ones = set(incomplete)
    return not any(before.key in open_ones for before in pages[: page.number - 1])
