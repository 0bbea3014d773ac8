"""What a mailing says to one kind of reader: language, items, and whether clicks are counted."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kentongan.rooms.mailing.models import AnnouncedItem, Mailing
from kentongan.rooms.mailing.rules.mime import Sheet, make_sheet
from kentongan.rooms.mailing.rules.tokens import TOKEN_LENGTH

PLACE = "t" + secrets.token_hex(TOKEN_LENGTH // 2)  # as long as a reader's token


@dataclass(frozen=True)
class Line:
    """An item as it stands in a mail."""

    title: str
    words: str
    url: str
    language: str  # in which it is written; the reader's where that exists
    other: str  # the name of that language when it is not the reader's


@dataclass(frozen=True)
class Letter:
    """What a mailing says, before it is a mail; pages show it too."""

    subject: str
    text: str
    html: str
    lines: tuple[Line, ...]
    words: str = ""


def compose(
    mailing: Mailing, items: Sequence[AnnouncedItem], *, language: str, counts: bool = False
) -> Letter:
    """Write a mailing in one language; links of who leaves and chooses carry PLACE."""
    with override(language):
        lines = tuple(_make_line(mailing, item, language, counts=counts) for item in items)
        facts = {
            "house": str(settings.REGENCY_FACTS["formal_name"]),
            "words": mailing.words_en if language == "en" else mailing.words_id,
            "lines": lines,
            "mailing": mailing,
            "subject": _make_subject(mailing, lines),
            "own_url": settings.PUBLIC_URL + reverse("mailing:show_own", args=[PLACE]),
            "leave_url": settings.PUBLIC_URL + reverse("mailing:leave_at_once", args=[PLACE]),
            "language": language,
        }
        return Letter(
            subject=str(facts["subject"]),
            text=render_to_string("mailing/mail/news.txt", facts),
            html=render_to_string("mailing/mail/news.html", facts),
            lines=lines,
            words=str(facts["words"]),
        )


def make_mail(mailing: Mailing, letter: Letter, *, language: str) -> Sheet:
    """Return the letter as a mail for many readers, with the headers of RFC 2369 and RFC 8058."""
    with override(language):
        leave = settings.PUBLIC_URL + reverse("mailing:leave_at_once", args=[PLACE])
    host = get_sender_domain()
    return make_sheet(
        sender=settings.DEFAULT_FROM_EMAIL, subject=letter.subject, text=letter.text,
        html=letter.html, place=PLACE,
        headers={
            "List-Id": f"<{mailing.kind.replace('_', '-')}.kabar.{host}>",
            "List-Unsubscribe": f"<{leave}?edaran={mailing.pk}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Precedence": "bulk",
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )  # fmt: skip


def get_sender_domain() -> str:
    """Return the domain our mails come from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


def make_public_url(path: str, language: str) -> str:
    """Return the address of a public page in a language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.PUBLIC_URL}{prefix}{path}"


def make_counted_url(mailing_id: UUID, item_id: int, language: str) -> str:
    """Return the address that counts a click and leads on; it names no reader."""
    with override(language):
        path = reverse("mailing:follow_link", args=[mailing_id, item_id])
    return settings.PUBLIC_URL + path


def _make_line(mailing: Mailing, item: AnnouncedItem, language: str, *, counts: bool) -> Line:
    written = item.language(language)
    names = dict(settings.LANGUAGES)
    return Line(
        title=item.title(language),
        words=item.words(language),
        url=make_counted_url(mailing.pk, item.pk, language)
        if counts
        else make_public_url(item.path, language),
        language=written,
        other="" if written == language else names[written],
    )


def _make_subject(mailing: Mailing, lines: Sequence[Line]) -> str:
    if not lines:
        return _("News from %(house)s") % {"house": settings.REGENCY_FACTS["formal_name"]}
    first, more = lines[0].title, len(lines) - 1
    if mailing.kind == Mailing.Kind.AT_ONCE or not more:
        return first
    return ngettext("%(first)s, and %(more)s more", "%(first)s, and %(more)s more", more) % {
        "first": first, "more": more,
    }  # fmt: skip
