"""Everyone who reported or follows hears what happened and why, by e-mail or telephone."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.events import Told, list_phone_tellers
from kentongan.rooms.reports.models import Follower, Report

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
    _tell(report, [report.case.applicant_id], what=what, text=text, by=by, now=now)


def tell_everyone(report: Report, *, what: str, text: str = "", by: Acting, now: datetime) -> None:
    """Tell who reported it and everybody who follows."""
    followers = Follower.objects.filter(report=report).values_list("person_id", flat=True)
    ids = {report.case.applicant_id, *followers}
    _tell(report, ids, what=what, text=text, by=by, now=now)


def _tell(
    report: Report, person_ids: Iterable[UUID], *, what: str, text: str, by: Acting, now: datetime
) -> None:
    for contact in people.list_contacts(list(person_ids)):
        with override(report.case.language):
            name = report.category.name
            words = write_news(report, what=what, text=text)
            if contact.email:
                outbox.post_mail(
                    to=contact.email, subject=SUBJECTS[what]() % {"name": name}, text=words,
                    language=report.case.language, about=f"case:{report.pk}", by=by, now=now,
                )  # fmt: skip
            elif contact.phone:
                for tell in list_phone_tellers():
                    tell(Told(report, what, words, contact.phone, by, now))


def write_news(report: Report, *, what: str, text: str = "") -> str:
    """Return the message in the language that is active."""
    language = report.case.language
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    facts = {
        "report": report,
        "name": report.category.name,
        "what": what,
        "text": text,
        "due": report.case.due_at,
        "address": f"{settings.PUBLIC_URL}{prefix}/lacak/{report.code}/",
        "regency": settings.REGENCY_FACTS["formal_name"],
    }
    return render_to_string(f"reports/mail/{what}.txt", facts)
