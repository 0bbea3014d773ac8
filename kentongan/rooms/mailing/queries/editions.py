"""What editors see of digests: what is in them, how they look, what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q

from kentongan.rooms.mailing.errors import NoSuchMailing
from kentongan.rooms.mailing.models import AnnouncedItem, Delivery, Mailing, MailingLink
from kentongan.rooms.mailing.permissions import check_can_edit
from kentongan.rooms.mailing.queries.composing import Letter, compose
from kentongan.rooms.mailing.queries.plan import read_plan
from kentongan.rooms.people import api as people

PAGE = 25


@dataclass(frozen=True)
class Figures:
    """What became of a mailing, in numbers only."""

    states: Mapping[str, int]
    bounced: int
    complained: int
    left: int
    clicks: tuple[tuple[str, int], ...]

    @property
    def sent(self) -> int:
        return self.states.get(Delivery.State.SENT, 0)

    @property
    def waiting(self) -> int:
        return self.states.get(Delivery.State.WAITING, 0) + self.states.get("claimed", 0)

    @property
    def failed(self) -> int:
        return self.states.get(Delivery.State.FAILED, 0)

    @property
    def doubtful(self) -> int:
        return self.states.get(Delivery.State.DOUBTFUL, 0)


def list_editions(
    *, by: people.Actor, before: UUID | None = None
) -> tuple[list[Mailing], UUID | None]:
    """Return a page of digests, newest first, and the key of the next page."""
    check_can_edit(by, keeper=read_plan().keeper)
    rows = Mailing.objects.exclude(kind=Mailing.Kind.AT_ONCE).order_by("-id")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    gone = Q(deliveries__state=Delivery.State.SENT)
    found = list(rows[: PAGE + 1])
    counts = dict(
        Mailing.objects.filter(pk__in=[row.pk for row in found])
        .annotate(sent_count=Count("deliveries", filter=gone))
        .values_list("pk", "sent_count")
    )
    for row in found:
        row.sent_count = counts[row.pk]  # type: ignore[attr-defined]
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def get_edition(mailing_id: UUID, *, by: people.Actor) -> Mailing:
    """Return a digest; raises NoSuchMailing, also for who is no editor."""
    check_can_edit(by, keeper=read_plan().keeper)
    rows = Mailing.objects.select_related("written_by", "approved_by")
    edition = rows.filter(pk=mailing_id).exclude(kind=Mailing.Kind.AT_ONCE).first()
    if edition is None:
        raise NoSuchMailing
    return edition


def has_words(edition: Mailing, *, words_id: str, words_en: str) -> bool:
    """Tell whether these are the words of the edition, however a browser ends its lines."""
    typed = [" ".join(words.split()) for words in (words_id, words_en)]
    return typed == [" ".join(words.split()) for words in (edition.words_id, edition.words_en)]


def list_items(mailing: Mailing, *, now: datetime) -> list[AnnouncedItem]:
    """Return everything a digest may tell; each reader gets what they follow of it."""
    rows = AnnouncedItem.objects.filter(
        announced_at__gte=mailing.since, announced_at__lt=mailing.until or now,
        retracted_at=None, is_urgent=False,
    )  # fmt: skip
    return list(rows.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("-pk")[:100])


def preview(mailing: Mailing, *, now: datetime) -> list[tuple[str, str, Letter]]:
    """Return language, its name and the letter, for each language."""
    items = list_items(mailing, now=now)
    return [
        (code, name, compose(mailing, items, language=code)) for code, name in settings.LANGUAGES
    ]


def get_figures(mailing: Mailing) -> Figures:
    """Count what became of a mailing."""
    rows = mailing.deliveries.order_by().values_list("state").annotate(count=Count("id"))
    bounces = dict(
        mailing.deliveries.exclude(bounce="").order_by().values_list("bounce")
        .annotate(count=Count("id"))
    )  # fmt: skip
    links = MailingLink.objects.filter(mailing=mailing).select_related("item").order_by("-clicks")
    return Figures(
        states=dict(rows),
        bounced=bounces.get("hard", 0) + bounces.get("soft", 0),
        complained=bounces.get("complaint", 0),
        left=mailing.left_count,
        clicks=tuple((str(link.item), link.clicks) for link in links[:50]),
    )
