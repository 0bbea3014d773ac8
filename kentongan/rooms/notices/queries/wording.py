"""What a notice is in sentences: titles, times with their zone, fields of a NOTAM."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from kentongan.foundation import notam
from kentongan.rooms.notices.models import Notice
from kentongan.rooms.notices.queries.data import read_data
from kentongan.rooms.notices.queries.regular import say_regular

LANGUAGES = ("id", "en")
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
MOST_PERIODS, FEWEST_REGULAR = 6, 3


def both(words: str, **facts: object) -> dict[str, str]:
    """Return a sentence of the catalogue in both languages."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = _(words) % facts
    return said


def name_zone() -> str:
    """Return how people call the zone of the regency: WIB, WITA or WIT."""
    zone = str(settings.TIME_ZONE)
    return ZONES.get(zone) or str(datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).tzname())


def say_moment(moment: datetime) -> str:
    """Say a moment with weekday and zone: `Monday 8 February 2021, 08:37 WIB`."""
    shape = pgettext("moment with weekday", "l j F Y, H:i")
    return f"{date_format(localtime(moment), shape, use_l10n=False)} {name_zone()}"


def say_hour(moment: datetime) -> str:
    """Say the time of day, without zone."""
    shape = pgettext("time of day", "H:i")
    return date_format(localtime(moment), shape, use_l10n=False)


def say_period(starts_at: datetime, ends_at: datetime | None) -> str:
    """Say from when until when, the day once when it is the same."""
    if ends_at is None:
        return _("from %(start)s until further notice") % {"start": say_moment(starts_at)}
    start, end = localtime(starts_at), localtime(ends_at)
    is_one_day = (end - timedelta(seconds=1)).date() == start.date()
    if is_one_day and end > start:
        day = date_format(start, pgettext("weekday and day", "l j F Y"), use_l10n=False)
        last = say_hour(ends_at) if end.date() == start.date() else "24" + say_hour(ends_at)[2:]
        return f"{day}, {say_hour(starts_at)}–{last} {name_zone()}"
    return _("%(start)s until %(end)s") % {
        "start": say_moment(starts_at),
        "end": say_moment(ends_at),
    }


def say_utc(starts_at: datetime, ends_at: datetime | None) -> str:
    """Say the same in UTC, as pilots do."""
    shape = pgettext("short moment", "j M Y H:i")
    start = date_format(starts_at.astimezone(UTC), shape, use_l10n=False)
    if ends_at is None:
        return f"{start} UTC –"
    return f"{start} – {date_format(ends_at.astimezone(UTC), shape, use_l10n=False)} UTC"


def count_flights(count: int) -> str:
    """Say how many flights are affected; nothing for none."""
    if not count:
        return ""
    return ngettext("%(count)d flight affected", "%(count)d flights affected", count) % {
        "count": count
    }


def make_headline(notice: Notice, *, flights: int, language: str = "") -> str:
    """Return the title with the flights, in the language of the reader or the one that is said."""
    if language:
        with override(language):
            return make_headline(notice, flights=flights)
    title = notice.say("title")
    told = ", ".join(part for part in (title, count_flights(flights)) if part)
    return _("EXERCISE: %(title)s") % {"title": told} if notice.is_exercise else told


def name_aerodromes(codes: tuple[str, ...]) -> dict[str, str]:
    """Return the airports of item A) by language; one that the data does not know by its code."""
    known = read_data().aerodromes
    return {
        language: ", ".join(known[c].names[language] if c in known else c for c in codes)
        for language in LANGUAGES
    }


def make_titles(read: notam.Notam) -> dict[str, str]:
    """Return what a NOTAM is about in a few words, by language."""
    meaning, names = notam.explain(read), name_aerodromes(read.locations)
    titles = {}
    for language in LANGUAGES:
        place = names[language]
        if not meaning.is_known:
            with override(language):
                titles[language] = _("%(place)s: notice to pilots %(number)s") % {
                    "place": place,
                    "number": read.number,
                }
            continue
        subject, condition = meaning.subject[language], meaning.condition[language]
        if meaning.is_whole_airport and read.locations[0] in read_data().aerodromes:
            titles[language] = f"{place} {condition}"
        else:
            titles[language] = f"{place}: {_lower_first(subject)} {condition}"
    return {language: title[:150] for language, title in titles.items()}


def make_words(read: notam.Notam, *, titles: Mapping[str, str]) -> dict[str, str]:
    """Return one paragraph by language; what the code does not say is left to the original."""
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = " ".join(_list_sentences(read, titles[language]))
    return words


def _list_sentences(read: notam.Notam, title: str) -> list[str]:
    sentences = [
        _("NOTAM %(number)s says: %(title)s, %(period)s.")
        % {
            "number": read.number,
            "title": title,
            "period": say_period(read.starts_at, read.ends_at),
        }
    ]
    if read.schedule is not None:
        sentences.append(_("It holds only at these times: %(hours)s.") % {"hours": say_hours(read)})
    if read.schedule is not None and read.schedule.follows_sun:
        sentences.append(_("These hours follow the sun and may differ by a few minutes."))
    if read.is_estimated and read.ends_at:
        sentences.append(_("The end is estimated."))
    if not notam.explain(read).is_known:
        sentences.append(_("Its code is not known to us: see the original text."))
    return sentences


def say_hours(read: notam.Notam) -> str:
    """Say the hours of item D) in local time: once where they come again, else the first ones."""
    periods = list(read.upcoming(read.starts_at))
    regular = say_regular(read, zone=name_zone()) if len(periods) >= FEWEST_REGULAR else ""
    if regular:
        return _("%(hours)s (%(original)s UTC)") % {
            "hours": regular,
            "original": read.schedule_text,
        }
    said = "; ".join(say_period(p.starts_at, p.ends_at) for p in periods[:MOST_PERIODS])
    if len(periods) > MOST_PERIODS:
        return _("%(periods)s; and so on (%(original)s UTC)") % {
            "periods": said,
            "original": read.schedule_text,
        }
    return said


def list_fields(read: notam.Notam) -> list[tuple[str, str]]:
    """Return what was understood, field by field, in the language of the reader."""
    meaning = notam.explain(read)
    language = "en" if name_language() == "en" else "id"
    unknown = _("not known to us: see the original text")
    rows = [
        (_("Number"), read.number),
        (_("What it does"), _say_kind(read)),
        (_("Place (A)"), f"{name_aerodromes(read.locations)[language]} "
                         f"({', '.join(read.locations)})"),
        (_("About (Q)"), meaning.subject.get(language) or unknown),
        (_("What is with it (Q)"), meaning.condition.get(language) or unknown),
        (_("From (B)"), f"{say_moment(read.starts_at)}"),
        (_("Until (C)"), _say_end(read)),
        (_("In UTC"), say_utc(read.starts_at, read.ends_at)),
        (_("Hours (D)"), say_hours(read) if read.schedule else _("the whole time")),
        (_("Text (E)"), read.text),
    ]  # fmt: skip
    if read.q and read.q.lat is not None and read.q.radius is not None:
        rows.append((_("Position (Q)"), f"{read.q.lat:.3f}, {read.q.lon:.3f}, {read.q.radius} NM"))
    if read.lower or read.upper:
        rows.append((_("Heights (F, G)"), f"{read.lower} – {read.upper}"))
    if read.parts > 1:
        rows.append((_("Parts"), str(read.parts)))
    return rows


def name_language() -> str:
    """Return the two letters of the language that is active."""
    return (get_language() or "id")[:2]


def _say_kind(read: notam.Notam) -> str:
    if read.kind is notam.Kind.REPLACING:
        return _("replaces %(number)s") % {"number": read.target}
    if read.kind is notam.Kind.CANCELLING:
        return _("cancels %(number)s") % {"number": read.target}
    return _("new")


def _say_end(read: notam.Notam) -> str:
    if read.ends_at is None:
        if read.kind is notam.Kind.CANCELLING:
            return _("has no end: it cancels")
        return _("permanent") if read.is_permanent else _("until further notice")
    said = say_moment(read.ends_at)
    return _("%(moment)s (estimated)") % {"moment": said} if read.is_estimated else said


def _lower_first(text: str) -> str:
    """Return the words as they stand within a sentence; abbreviations stay."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
