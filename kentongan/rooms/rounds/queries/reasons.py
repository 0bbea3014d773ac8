"""Reasons that a crew chooses on a phone: ready in both languages."""

from django.utils.translation import gettext_lazy, override

OTHER = "other"
REASONS = {
    "vehicle": gettext_lazy("The vehicle broke down."),
    "crew": gettext_lazy("The crew is ill."),
    "weather": gettext_lazy("The weather or the road does not allow it."),
    "event": gettext_lazy("The place is used for another event."),
    "network": gettext_lazy("The network or the equipment fails."),
    OTHER: gettext_lazy("Another reason, in my own words"),
}


def say_in_both(key: str) -> tuple[str, str]:
    """Return a ready reason in Indonesian and in English."""
    told = []
    for language in ("id", "en"):
        with override(language):
            told.append(str(REASONS[key]))
    return told[0], told[1]
