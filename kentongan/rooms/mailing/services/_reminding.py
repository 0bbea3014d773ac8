"""Telling editors that an edition waits for them."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.mailing.models import Mailing
from kentongan.rooms.mailing.permissions import find_keeper_id
from kentongan.rooms.mailing.queries.plan import read_plan
from kentongan.rooms.people import api as people


def remind_editors(edition: Mailing, *, by: Acting, now: datetime) -> None:
    """Write to every editor of the office that keeps the news."""
    keeper = read_plan().keeper
    if not keeper:
        return
    editors = people.list_holders(find_keeper_id(keeper), people.Role.EDITOR, now=now)
    for editor in {editor.user_id: editor for editor in editors}.values():
        with override(editor.language):
            url = settings.PUBLIC_URL + reverse("mailing:show_edition", args=[edition.pk])
            outbox.post_mail(
                to=editor.email, subject=_("The weekly digest waits for approval"),
                text=render_to_string("mailing/mail/remind.txt", {"edition": edition, "url": url}),
                language=editor.language, about=f"mailing:{edition.pk}", by=by, now=now,
            )  # fmt: skip
