"""Tags and filters that every template has without loading them."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BoundField, CheckboxInput, FileInput
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, get_language_info, pgettext

from kentongan.lobby.design import wording
from kentongan.lobby.design.icons import ICONS
from kentongan.lobby.design.languages import in_language

register = template.Library()


@register.simple_tag
def href(name: str, *args: object, **kwargs: object) -> str:
    """Give the address of `name`, or nothing while no page has that name."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag
def once_key() -> SafeString:
    """Give a form its own key, so that sending it twice does the work once."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4())


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; it is silent, so words stand beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )


@register.inclusion_tag("design/_languages.html", takes_context=True)
def language_switch(context: Context) -> dict[str, object]:
    """Offer the same page in the other languages."""
    house = context["house"]
    now = get_language() or ""
    others = [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": in_language(house.path, code),
        }
        for code in house.language_codes
        if code != now
    ]
    return {"now": now, "others": others}


@register.filter
def spent_width(share: float | str | None) -> str:
    """Turn a share spent (0..100, may be more) into the width of the bar."""
    try:
        value = float(share or 0)
    except ValueError:
        value = 0
    return str(round(min(max(value, 0), 100)))


@register.filter
def plain(number: float) -> str:
    """Write a number for a drawing: a point and no thousands, whatever the language."""
    return f"{float(number):g}"


@register.filter
def from_top(height: float) -> str:
    """Say where a bar of this height (0..100) begins, counted from the top."""
    return f"{100 - float(height):g}"


@register.filter
def field_kind(field: BoundField) -> str:
    """Tell how a field is drawn: a line, a group of choices, one tick, photos or files."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "tick"
    if isinstance(widget, FileInput):
        return "photos" if "image" in widget.attrs.get("accept", "image/*") else "files"
    return "group" if widget.use_fieldset else "lines"


@register.filter
def field_anchor(field: BoundField) -> str:
    """Give the id to jump to: the field, or the first of its choices."""
    return f"{field.auto_id}_0" if field.field.widget.use_fieldset else field.id_for_label


@register.filter
def duration_words(seconds: float) -> str:
    """Say a length: `1 hour 10 minutes`."""
    return wording.say_duration(seconds)


@register.filter
def clock_words(clock: Any) -> str:
    """Say what a clock shows: its own `.words`, or made from `.state` and `.seconds_left`."""
    words: object = getattr(clock, "words", None)
    if words is not None:
        return str(words)
    return wording.say_clock(
        state=clock.state,
        seconds_left=clock.seconds_left,
        closed_late=getattr(clock, "closed_late", False),
    )


@register.filter
def working_words(seconds: float) -> str:
    """Say a length of working time."""
    return wording.say_working(seconds)


@register.filter
def minutes_words(minutes: int) -> str:
    """Say a promise of working minutes."""
    return wording.say_minutes(minutes)


@register.filter
def briefly(seconds: float | None) -> str:
    """Say a length in one short unit; a dash when there is none."""
    return "–" if seconds is None else wording.say_briefly(seconds)


@register.filter
def masked(number: object) -> str:
    """Hide the middle of a long number."""
    return wording.mask(str(number))


@register.filter
def moment(value: datetime | None) -> str:
    """Say a moment with its weekday in local time: `Monday 23 November 2026, 15:30`."""
    return _say(value, pgettext("moment with weekday", "l j F Y, H:i"))


@register.filter
def short_moment(value: datetime | None) -> str:
    """Say a moment for lists: `23 Nov 2026 15:30`."""
    return _say(value, pgettext("short moment", "j M Y H:i"))


@register.filter
def day(value: date | None) -> str:
    """Say a day: `23 November 2026`."""
    return _say(value, pgettext("day", "j F Y"))


@register.filter
def hour(value: datetime | time | None) -> str:
    """Say the time of day: `15:30`."""
    shape = pgettext("time of day", "H:i")
    if isinstance(value, time):
        return time_format(value, shape, use_l10n=False)
    return _say(value, shape)


def _say(value: date | datetime | None, shape: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return date_format(value, shape, use_l10n=False)
