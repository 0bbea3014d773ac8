"""What leaves the house when a notice changes: a message of CAP, and mail through its room."""

from datetime import datetime
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.notices.models import Notice, NoticeMessage
from kentongan.rooms.notices.queries.areas import name_places
from kentongan.rooms.notices.queries.data import get_topic
from kentongan.rooms.notices.queries.timing import read_notam
from kentongan.rooms.notices.queries.wording import (
    LANGUAGES,
    make_headline,
    say_moment,
    say_period,
)
from kentongan.rooms.notices.rules import cap
from kentongan.rooms.notices.rules.words import MessageKind, Sort, State, Urgency

PREFIX = "notices:"


def make_path(notice: Notice) -> str:
    """Return the public address of a notice, without language."""
    with override(settings.LANGUAGE_CODE):
        return reverse("notices:show_notice", args=[notice.year, notice.slug])


def mail_notice(notice: Notice, *, by: Acting, now: datetime) -> None:
    """Tell who follows the topic, at once."""
    mailing.announce(
        mailing.Item(
            key=f"{PREFIX}{notice.pk}", topic=f"notices/{notice.topic}",
            title=_make_titles(notice), words=_make_words(notice), path=make_path(notice),
            places=tuple(notice.places), published_at=now, urgent=True, ends_at=notice.ends_at,
        ),
        by=by, now=now,
    )  # fmt: skip


def mail_end(notice: Notice, *, is_told: bool, by: Acting, now: datetime) -> None:
    """Take a notice out of mails not sent yet; with `is_told` say to its readers that it ended."""
    mailing.retract(f"{PREFIX}{notice.pk}", by=by, now=now)
    if not is_told:
        return
    titles = {}
    for language, title in _make_titles(notice).items():
        with override(language):
            titles[language] = _name_end(notice, title=title)
    words = {
        language: notice.say("end_reason", language) or titles[language] for language in titles
    }
    mailing.announce(
        mailing.Item(
            key=f"{PREFIX}{notice.pk}:ended", topic=f"notices/{notice.topic}", title=titles,
            words=words, path=make_path(notice), places=tuple(notice.places), published_at=now,
            urgent=True, ends_at=notice.ends_at,
        ),
        by=by, now=now,
    )  # fmt: skip


def _name_end(notice: Notice, *, title: str) -> str:
    """Say in the active language that it ended, or when it will: nobody sets out too early."""
    if notice.state == State.PUBLISHED and notice.ends_at:
        values = {"title": title, "moment": say_moment(notice.ends_at)}
        return _("Ends earlier, %(moment)s: %(title)s") % values
    return _("Cancelled: %(title)s") % {"title": title}


def _make_titles(notice: Notice) -> dict[str, str]:
    count = notice.flights.count()
    return {
        language: make_headline(notice, flights=count, language=language) for language in LANGUAGES
    }


def _make_words(notice: Notice) -> dict[str, str]:
    words = {}
    for language in LANGUAGES:
        with override(language):
            period = say_period(notice.starts_at, notice.expected_at or notice.ends_at)
        parts = (period, notice.say("words", language), notice.say("instruction", language))
        words[language] = " ".join(part for part in parts if part)
    return words


def give_message(notice: Notice, kind: MessageKind, *, now: datetime) -> NoticeMessage:
    """Keep the message of CAP that says what holds now; it names the messages before it."""
    sender = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]
    made = NoticeMessage(
        id=make_key(), notice=notice, kind=kind, sender=sender,
        sent=cap.write_moment(now.astimezone(_get_zone())), sent_at=now,
    )  # fmt: skip
    made.xml = cap.write_message(_describe(made, notice, now=now))
    made.save(force_insert=True)
    return made


def _get_zone() -> ZoneInfo:
    return ZoneInfo(str(settings.TIME_ZONE))


def _describe(made: NoticeMessage, notice: Notice, *, now: datetime) -> cap.Message:
    zone = _get_zone()
    is_cancel = made.kind == MessageKind.CANCEL
    ends_at = notice.ends_at
    titles = _make_titles(notice)
    return cap.Message(
        identifier=made.identifier, sender=made.sender, sent=now.astimezone(zone), kind=made.kind,
        is_exercise=notice.is_exercise, references=_list_references(notice),
        category=get_topic(notice.topic).category, event=_name_event(notice),
        urgency=Urgency.PAST if is_cancel else notice.urgency, severity=notice.severity,
        certainty=notice.certainty, onset=notice.starts_at.astimezone(zone),
        expires=ends_at.astimezone(zone) if ends_at else None,
        sender_name=str(settings.REGENCY_FACTS["formal_name"]), headline=titles,
        description=_say(notice, "end_reason" if is_cancel else "words", instead=titles),
        instruction={} if is_cancel else _say(notice, "instruction", instead={}),
        web=_make_addresses(notice), area=_make_area(notice),
    )  # fmt: skip


def _say(notice: Notice, name: str, *, instead: dict[str, str]) -> dict[str, str]:
    return {
        language: notice.say(name, language) or instead.get(language, "") for language in LANGUAGES
    }


def _name_event(notice: Notice) -> dict[str, str]:
    names = get_topic(notice.topic).names
    return {language: names[language] for language in LANGUAGES}


def _make_addresses(notice: Notice) -> dict[str, str]:
    path = make_path(notice)
    root = str(settings.PUBLIC_URL)
    return {"id": f"{root}{path}", "en": f"{root}/en{path}"}


def _make_area(notice: Notice) -> cap.Area:
    names = name_places(notice.places)
    circle = None
    if notice.sort == Sort.NOTAM:
        read = read_notam(notice.original, notice.received_at)
        q = read.q if read else None
        if q and q.lat is not None and q.lon is not None and q.radius is not None:
            circle = (q.lat, q.lon, q.radius)
    return cap.Area({"id": names, "en": names}, codes=tuple(notice.places), circle=circle)


def _list_references(notice: Notice) -> list[cap.Reference]:
    """Return the messages of this notice and of those it follows, oldest first."""
    ids = [notice.pk]
    before = notice.follows
    while before is not None:
        ids.append(before.pk)
        before = before.follows
    rows = NoticeMessage.objects.filter(notice__in=ids).order_by("sent_at", "id")
    return [cap.Reference(**row.get_facts()) for row in rows]
