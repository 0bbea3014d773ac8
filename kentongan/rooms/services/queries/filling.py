"""One page of a form on its way: where the person is, what was typed, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.services.models import Service
from kentongan.rooms.services.queries.answers import say_answer, seal_answer
from kentongan.rooms.services.queries.checking import say_problems
from kentongan.rooms.services.queries.drafts import (
    OpenDraft,
    check_draft,
    list_incomplete,
    list_names,
)
from kentongan.rooms.services.rules.answers import Checked
from kentongan.rooms.services.rules.pages import (
    APPLICANT,
    PAPERS,
    REVIEW,
    Page,
    find_page,
    get_before,
    get_next,
    is_reachable,
    list_pages,
)


@dataclass(frozen=True)
class Filling:
    """A page of the form with the draft behind it."""

    service: Service
    page: Page
    pages: tuple[Page, ...]
    draft: OpenDraft
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the page is called."""
        return name_page(self.page)

    @property
    def before(self) -> Page | None:
        """The page to go back to."""
        return get_before(self.pages, self.page)

    @property
    def next(self) -> Page:
        """The page that follows."""
        return get_next(self.pages, self.page)

    @property
    def is_review(self) -> bool:
        """Tell whether this is the last look before sending."""
        return self.page.key == REVIEW

    @property
    def spent(self) -> int:
        """How much of the form is done, in percent."""
        return round(100 * (self.page.number - 1) / len(self.pages))


@dataclass(frozen=True)
class ReviewPart:
    """One page of the form as the last look shows it."""

    page: Page
    title: str
    rows: list[tuple[str, str]]


def name_page(page: Page) -> str:
    """Return the title of a page in the reader's language."""
    titles = {APPLICANT: _("About you"), PAPERS: _("Papers"), REVIEW: _("One last look")}
    return titles.get(page.key) or page.title.say(get_language() or "")


def find_place_in_form(
    service: Service, draft: OpenDraft, *, wanted: str, at_counter: bool, now: datetime
) -> Filling:
    """
    Return the page that was asked for, or where the person goes on.

    A page behind an open one leads to the open one, with what is wrong there.
    """
    pages = list_pages(service.form)
    checked = check_draft(service, draft, at_counter=at_counter, now=now)
    incomplete = list_incomplete(service, checked)
    page = find_page(pages, wanted) or _go_on(pages, draft)
    if is_reachable(pages, page, incomplete=incomplete):
        return Filling(service, page, pages, draft)
    page = find_page(pages, incomplete[0]) or pages[0]
    return Filling(service, page, pages, draft, _say(page, checked) if draft.id else {})


def take_page(service: Service, draft: OpenDraft, *, wanted: str) -> Filling:
    """Return the page that was posted, whatever is still open before it."""
    pages = list_pages(service.form)
    return Filling(service, find_page(pages, wanted) or pages[0], pages, draft)


def _go_on(pages: tuple[Page, ...], draft: OpenDraft) -> Page:
    last = find_page(pages, draft.step)
    return get_next(pages, last) if last else pages[0]


def find_problems(
    service: Service, page: Page, draft: OpenDraft, *, at_counter: bool, now: datetime
) -> dict[str, str]:
    """Return what is wrong on one page, as sentences by input."""
    checked = check_draft(service, draft, at_counter=at_counter, now=now)
    return _say(page, checked)


def _say(page: Page, checked: Checked) -> dict[str, str]:
    names = list_names(page)
    return say_problems({key: checked.problems[key] for key in names if key in checked.problems})


def list_review(filling: Filling, *, at_counter: bool, now: datetime) -> list[ReviewPart]:
    """Return every answer of the draft in words, page by page; NIK and telephone masked."""
    service, draft = filling.service, filling.draft
    checked = check_draft(service, draft, at_counter=at_counter, now=now)
    return [
        ReviewPart(page, name_page(page), _list_rows(page, checked, draft))
        for page in filling.pages
        if page.key != REVIEW
    ]


def _list_rows(page: Page, checked: Checked, draft: OpenDraft) -> list[tuple[str, str]]:
    if page.key == APPLICANT:
        return _list_applicant(checked.answers)
    language = get_language() or ""
    rows = []
    for each in page.fields:
        if each.is_file and each.key in draft.files:
            shown = draft.files[each.key].name
        elif each.key in checked.answers:
            shown = say_answer(each, seal_answer(checked.answers[each.key]), language)
        else:
            shown = "–"
        rows.append((each.label.say(language), shown))
    return rows


def _list_applicant(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    labels = (
        ("applicant_name", _("Full name")), ("applicant_nik", "NIK"),
        ("applicant_phone", _("Mobile phone")), ("applicant_email", _("E-mail")),
        ("applicant_village", _("Village where you live")), ("applicant_address", _("Address")),
    )  # fmt: skip
    rows = []
    for key, label in labels:
        kept = seal_answer(answers.get(key, "–"))
        rows.append((label, str(kept["shown"] if isinstance(kept, dict) else kept)))
    return rows
