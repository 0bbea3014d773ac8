"""Everyone who reported or follows hears what happened and why, by e-mail or telephone."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.events import Told, list_phone_tellers
from kentongan.rooms.reports.models import Follower, Report
from kentongan.rooms.reports.rules.tokens import UNFOLLOW_SALT

SUBJECTS = {
    "received": lambda: _("Received: %(name)s"),
    "verified": lambda: _("Checked and handed on: %(name)s"),
    "reassigned": lambda: _("Handed to another office: %(name)s"),
    "asked": lambda: _("We need one thing from you: %(name)s"),
    "message": lambda: _("A message about: %(name)s"),
    "moved": lambda: _("A new date: %(name)s"),
    "mended": lambda: _("Mended: %(name)s"),
    "refused": lambda: _("Not taken on: %(name)s"),
    "joined": lambda: _("Joined to another report: %(name)s"),
    "reopened": lambda: _("Opened again: %(name)s"),
}
ENGINE_WORDS = {"granted": "mended", "finished": "mended"}
TO_ALL = {"verified", "reassigned", "mended", "refused", "joined", "reopened"}


def tell_news(news: cases.News) -> None:
    """Tell what the engine wants told; `received` is told when the report is whole."""
    if news.what == "received":
        return
    report = Report.objects.select_related("category").get(pk=news.case.pk)
    what = ENGINE_WORDS.get(news.what, news.what)
    tell = tell_everyone if what in TO_ALL else tell_reporter
    tell(report, what=what, text=news.text, by=news.by, now=news.now)


def tell_reporter(report: Report, *, what: str, text: str = "", by: Acting, now: datetime) -> None:
    """Tell who reported it."""
    language = report.case.language
    address = make_address(f"/lacak/{report.code}/", language)
    contact = people.get_contact(report.case.applicant_id)
    if not contact.email and not contact.phone:
        return
    with override(language):
        words = write_news(report, what=what, text=text, address=address)
        _tell(report, contact, _News(what, words, language), by=by, now=now)


def tell_everyone(report: Report, *, what: str, text: str = "", by: Acting, now: datetime) -> None:
    """Tell who reported it and everybody who follows, these with a link to stop it."""
    tell_reporter(report, what=what, text=text, by=by, now=now)
    rows = Follower.objects.filter(report=report).exclude(person_id=report.case.applicant_id)
    followers = {row.person_id: row for row in rows}
    shown = report if report.is_public else report.joined_to
    place = f"/peta/{shown.code}/" if shown is not None and shown.is_public else "/peta/"
    for contact in people.list_contacts(list(followers)):
        row = followers[contact.person_id]
        token = signing.dumps(row.pk, salt=UNFOLLOW_SALT)
        with override(row.language):
            words = write_news(
                report, what=what, text=text, address=make_address(place, row.language),
                stop=make_address(f"/lapor/berhenti/{token}/", row.language),
            )  # fmt: skip
            _tell(report, contact, _News(what, words, row.language), by=by, now=now)


@dataclass(frozen=True)
class _News:
    what: str
    words: str
    language: str


def _tell(
    report: Report, contact: people.Contact, news: _News, *, by: Acting, now: datetime
) -> None:
    if contact.email:
        outbox.post_mail(
            to=contact.email, subject=SUBJECTS[news.what]() % {"name": report.category.name},
            text=news.words, language=news.language, about=f"case:{report.pk}", by=by, now=now,
        )  # fmt: skip
    elif contact.phone:
        for tell in list_phone_tellers():
            tell(Told(report, news.what, news.words, contact.phone, by, now))


def make_address(path: str, language: str) -> str:
    """Return the whole address of a page in a language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.PUBLIC_URL}{prefix}{path}"


def write_news(report: Report, *, what: str, text: str = "", address: str, stop: str = "") -> str:
    """Return the message in the language that is active; `stop` is for who only follows."""
    facts = {
        "report": report,
        "name": report.category.name,
        "what": what,
        "text": text,
        "due": report.case.due_at,
        "address": address,
        "stop": stop,
        "regency": settings.REGENCY_FACTS["formal_name"],
    }
    return render_to_string(f"reports/mail/{what}.txt", facts)
