"""What followers of a stop are told, in both languages, by the mailing room."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.rounds.models import Stop, StopChange
from kentongan.rooms.rounds.queries.showing import Shown
from kentongan.rooms.rounds.queries.words import list_lines, say_hour
from kentongan.rooms.rounds.rules.occurrences import ChangeKind

LANGUAGES = ("id", "en")
DAY = timedelta(days=1)


def tell_change(stop: Stop, change: StopChange, *, by: Acting, now: datetime) -> None:
    """Tell at once that a visit is cancelled, moved or added; its reminder is taken back."""
    mailing.retract(_key_of_reminder(stop, change.date), by=by, now=now)
    _announce(
        stop, _key_of_change(change), lambda: _title_change(stop, change),
        lambda: _say_change(stop, change), day=max(change.date, change.new_date), by=by, now=now,
    )  # fmt: skip


def tell_undone(
    stop: Stop, change: StopChange, *, again: Shown | None, by: Acting, now: datetime
) -> None:
    """Tell at once that it is as planned again; without `again` nobody comes on that day."""
    mailing.retract(_key_of_change(change), by=by, now=now)

    def title() -> str:
        values = {"name": _name(stop), "day": _say_day(again.at.date if again else change.date)}
        if change.kind == ChangeKind.EXTRA:
            return _("No extra visit: %(name)s, %(day)s") % values
        if again is None:
            return _("No visit: %(name)s, %(day)s") % values
        return _("As planned after all: %(name)s, %(day)s") % values

    def words() -> str:
        return _("What we wrote about this visit holds no more. Sorry for the trouble.")

    key = f"{_key_of_change(change)}:undone"
    _announce(stop, key, title, words, day=change.date, by=by, now=now)


def tell_full(one: Shown, *, by: Acting, now: datetime) -> None:
    """Tell at once that who is not there yet need not come."""
    stop = one.stop

    def title() -> str:
        values = {"name": _name(stop), "day": _say_day(one.at.date)}
        return _("Quota used up: %(name)s, %(day)s") % values

    def words() -> str:
        return _("Who is not in the queue yet is not served any more on this day.")

    _announce(
        stop, _key_of_full(stop, one.at.date, now), title, words, day=one.at.date, by=by, now=now
    )


def tell_not_full(
    stop: Stop, day: date, *, full_at: datetime, by: Acting, now: datetime
) -> None:  # fmt: skip
    """Take back what is not sent yet, and tell that people are served again."""
    key = _key_of_full(stop, day, full_at)
    mailing.retract(key, by=by, now=now)

    def title() -> str:
        return _("Open again: %(name)s, %(day)s") % {"name": _name(stop), "day": _say_day(day)}

    def words() -> str:
        return _("What we wrote about this visit holds no more. Sorry for the trouble.")

    _announce(stop, f"{key}:open", title, words, day=day, by=by, now=now)


def remind(one: Shown, *, by: Acting, now: datetime) -> None:
    """Remind of tomorrow's visit, once, however often this is called."""
    stop = one.stop

    def title() -> str:
        return _("Tomorrow: %(name)s") % {"name": f"{stop.unit.name}, {one.place}"}

    def words() -> str:
        papers = "; ".join(line.words for line in list_lines(stop.unit.requirements))
        when = _("%(day)s, %(opens)s to %(closes)s.") % {
            "day": _say_day(one.at.date), "opens": say_hour(one.at.starts_at),
            "closes": say_hour(one.at.ends_at),
        }  # fmt: skip
        return f"{when} " + (_("Bring: %(papers)s") % {"papers": papers} if papers else "")

    key = _key_of_reminder(stop, one.at.planned_date)
    _announce(stop, key, title, words, day=one.at.date, by=by, now=now)


def _announce(
    stop: Stop, key: str, title: Callable[[], str], words: Callable[[], str],
    *, day: date, by: Acting, now: datetime,
) -> None:  # fmt: skip
    told: dict[str, tuple[str, str]] = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = (title(), words())
    item = mailing.Item(
        key=key, topic=stop.topic, path=stop.path, published_at=now, urgent=True,
        title={language: told[language][0] for language in LANGUAGES},
        words={language: told[language][1] for language in LANGUAGES},
        ends_at=datetime.combine(day + DAY, stop.opens, stop.plan.zone),
    )  # fmt: skip
    mailing.announce(item, by=by, now=now)


def _title_change(stop: Stop, change: StopChange) -> str:
    values = {
        "name": _name(stop), "day": _say_day(change.date), "new_day": _say_day(change.new_date),
    }  # fmt: skip
    if change.kind == ChangeKind.CANCELLED:
        return _("Cancelled: %(name)s, %(day)s") % values
    if change.kind == ChangeKind.EXTRA:
        return _("Extra visit: %(name)s, %(day)s") % values
    if change.date == change.new_date:
        return _("Changed: %(name)s, %(day)s") % values
    return _("Moved to %(new_day)s: %(name)s, %(day)s") % values


def _say_change(stop: Stop, change: StopChange) -> str:
    if change.kind == ChangeKind.CANCELLED:
        return change.reason
    where = _("%(day)s, %(opens)s to %(closes)s, %(place)s.") % {
        "day": _say_day(change.new_date), "opens": say_hour(change.opens),
        "closes": say_hour(change.closes), "place": change.place or stop.name,
    }  # fmt: skip
    return f"{where} {change.reason}"


def _name(stop: Stop) -> str:
    return f"{stop.unit.name}, {stop.name}"


def _say_day(day: date) -> str:
    return date_format(day, "l j F Y")


def _key_of_change(change: StopChange) -> str:
    return f"rounds:change:{change.pk}"


def _key_of_full(stop: Stop, day: date, full_at: datetime) -> str:
    return f"rounds:full:{stop.pk}:{day:%Y%m%d}:{full_at.astimezone(UTC):%H%M%S}"


def _key_of_reminder(stop: Stop, day: date) -> str:
    return f"rounds:before:{stop.pk}:{day:%Y%m%d}"
