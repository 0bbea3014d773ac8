"""Rows as services keep them: locked, counted, audited, told to the live process."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.notices.errors import ChangedMeanwhile, NoSuchNotice, NotADraft
from kentongan.rooms.notices.models import Notice
from kentongan.rooms.notices.queries.banner import forget_banner
from kentongan.rooms.notices.rules.words import State

LONGEST_SLUG = 80
TOPIC = "notices"


def lock_notice(notice_id: UUID, *, version: int | None = None) -> Notice:
    """Return the notice, ours until the commit; refuse a version that is not the newest."""
    found = Notice.objects.select_for_update().filter(pk=notice_id).first()
    if found is None:
        raise NoSuchNotice
    if version is not None and found.version != version:
        raise ChangedMeanwhile
    return found


def lock_draft(notice_id: UUID, *, version: int | None = None) -> Notice:
    """Return a draft, ours until the commit."""
    found = lock_notice(notice_id, version=version)
    if found.state != State.DRAFT:
        raise NotADraft
    return found


def keep(notice: Notice, *, now: datetime) -> None:
    """Save a changed notice with the next version; pages of this process read it anew."""
    notice.version += 1
    notice.changed_at = now
    notice.save()
    forget_banner()


def note(
    notice: Notice, action: str, *, by: Acting, now: datetime,
    detail: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write the audit line of a change."""
    audit.record(
        by=by, action=f"notices.{action}", subject=f"notice:{notice.pk}", now=now,
        detail=detail, topics=(TOPIC,),
    )  # fmt: skip


def find_slug(text: str, *, year: int) -> str:
    """Return an address that no other notice of the year has."""
    wanted = slugify(text)[:LONGEST_SLUG].strip("-") or "pengumuman"
    taken = set(
        Notice.objects.filter(year=year, slug__startswith=wanted).values_list("slug", flat=True)
    )
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
