"""Rules, fees and standings, said in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from kentongan.rooms.rounds.rules.occurrences import Coming
from kentongan.rooms.rounds.rules.saying import take_apart

TURNS = {
    1: gettext_lazy("first"), 2: gettext_lazy("second"), 3: gettext_lazy("third"),
    4: gettext_lazy("fourth"), 5: gettext_lazy("fifth"), -1: gettext_lazy("last"),
}  # fmt: skip
COMING_NAMES = {
    Coming.PLANNED: gettext_lazy("As planned"),
    Coming.HOLIDAY: gettext_lazy("Day off"),
    Coming.CANCELLED: gettext_lazy("Cancelled"),
    Coming.MOVED: gettext_lazy("Moved here"),
    Coming.EXTRA: gettext_lazy("Extra visit"),
    Coming.AWAY: gettext_lazy("Moved to another day"),
    Coming.PUT_OFF: gettext_lazy("Day off, comes later"),
    Coming.SHIFTED: gettext_lazy("Instead of a day off"),
}
TAGS = {
    Coming.PLANNED: "", Coming.HOLIDAY: "paused", Coming.CANCELLED: "late", Coming.MOVED: "soon",
    Coming.EXTRA: "ok", Coming.AWAY: "soon", Coming.PUT_OFF: "paused", Coming.SHIFTED: "soon",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A paper to bring or a fee, with where that is written."""

    words: str
    amount: str
    source: str
    is_verified: bool
    is_extra: bool


def say_state(coming: Coming, *, is_full: bool = False, is_same_place: bool = False) -> str:
    """Say how a visit stands; empty when it is as planned."""
    if is_full:
        return _("Quota used up")
    if coming is Coming.MOVED and is_same_place:
        return _("Other hours")
    return "" if coming is Coming.PLANNED else str(COMING_NAMES[coming])


def say_day(day: date) -> str:
    """Say a day of the coming months: “Wednesday 25 November”."""
    return date_format(day, "l j F")


def say_hour(value: time | datetime) -> str:
    """Say a time of day as this language writes it: 08.00, in English 08:00."""
    return str(time_format(value, pgettext("time of day", "H:i"), use_l10n=False))


def say_hours(opens: time | datetime, closes: time | datetime) -> str:
    """Say from when to when: 08.00–12.00."""
    return f"{say_hour(opens)}–{say_hour(closes)}"


def say_rule(rule: str) -> str:
    """Say a rule: “Every Wednesday”, “First and third Tuesday of the month”."""
    parts = take_apart(rule)
    days = _join([str(WEEKDAYS[day]) for day in parts.weekdays])
    if parts.turns:
        turns = _join([str(TURNS[turn]) for turn in parts.turns])
        words = _("Every %(turns)s %(days)s of the month") % {"turns": turns, "days": days}
    elif parts.month_days:
        numbers = _join([str(day) for day in parts.month_days])
        words = _("Every month on day %(numbers)s") % {"numbers": numbers}
    elif parts.interval > 1:
        words = _("%(days)s, every %(n)s weeks") % {"days": days, "n": parts.interval}
    elif days:
        words = _("Every %(days)s") % {"days": days}
    else:
        words = _("Every day")
    return words


def say_rupiah(amount: int) -> str:
    """Say an amount: Rp80.000."""
    return "Rp" + f"{amount:,}".replace(",", ".")


def list_lines(rows: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return papers or fees in the reader's language."""
    language = "en" if (get_language() or "").startswith("en") else "id"
    return [
        Line(
            words=row[language], amount=_say_amount(row), source=row["source"],
            is_verified=row.get("verified", False), is_extra=row.get("extra", False),
        )
        for row in rows
    ]  # fmt: skip


def list_links(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return (slug, name) of services of the catalogue, in the reader's language."""
    language = "en" if (get_language() or "").startswith("en") else "id"
    return [(row["slug"], row[language]) for row in rows]


def say_served(number: int) -> str:
    """Say how many were served."""
    return ngettext("%(n)s person served", "%(n)s people served", number) % {"n": number}


def _say_amount(row: Mapping[str, Any]) -> str:
    if "amount" not in row:
        return ""
    if row.get("most"):
        return f"{say_rupiah(row['amount'])}–{say_rupiah(row['most'])}"
    return say_rupiah(row["amount"]) if row["amount"] else _("Free")


def _join(words: list[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
