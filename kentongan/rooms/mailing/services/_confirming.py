"""The small mail that asks for a yes."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.mailing.models import FollowRequest
from kentongan.rooms.mailing.queries.topics import list_topics


def post_confirmation(
    request: FollowRequest, *, address: str, token: str, by: Acting, now: datetime
) -> None:
    """Write the mail in the language of the page on which the address was typed."""
    with override(request.language):
        names = {topic.key: str(topic.name) for topic in list_topics()}
        facts = {
            "house": str(settings.REGENCY_FACTS["formal_name"]),
            "topics": [names.get(key, key) for key in request.topics],
            "url": settings.PUBLIC_URL + reverse("mailing:show_own", args=[token]),
        }
        subject = _("Do you want news from %(house)s?") % facts
        text = render_to_string("mailing/mail/confirm.txt", facts)
    outbox.post_mail(
        to=address, subject=subject, text=text, language=request.language,
        about=f"request:{request.pk}", by=by, now=now,
    )  # fmt: skip
