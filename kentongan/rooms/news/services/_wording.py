"""Sentences that several services say."""

from django.utils.translation import gettext_lazy as _

MISSING = {
    "title": _("The title is missing."),
    "summary": _("Say in one or two sentences what it is about."),
    "body": _("The text is missing or very short."),
}
