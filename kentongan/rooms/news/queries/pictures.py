"""Pictures as pages show them: in widths and formats from which the browser chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from kentongan.rooms.news.errors import NoSuchPicture
from kentongan.rooms.news.models import PictureCopy
from kentongan.rooms.news.models.category import pick_language
from kentongan.rooms.news.permissions import can_edit
from kentongan.rooms.people import api as people

FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))
LAST = "jpg"
TYPES = {**dict(FORMATS), LAST: "image/jpeg"}
SIZES_WIDE = "(max-width: 760px) 100vw, 720px"


@dataclass(frozen=True)
class Source:
    """One format of a picture in all its widths."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class ShownPicture:
    """A picture in the reader's language."""

    src: str
    small: str
    sources: tuple[Source, ...]
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    sizes: str = SIZES_WIDE


def make_shown(facts: Mapping[str, Any]) -> ShownPicture:
    """Return what a page needs of one row of `Article.picture_facts`."""
    widths = facts["widths"]
    main = max((width for width in widths if width <= 800), default=widths[-1])  # noqa: PLR2004
    return ShownPicture(
        src=address(facts["id"], main, LAST),
        small=address(facts["id"], widths[0], LAST),
        sources=tuple(Source(kind, _srcset(facts, suffix)) for suffix, kind in FORMATS),
        srcset=_srcset(facts, LAST),
        width=facts["width"], height=facts["height"],
        alt=pick_language(facts["alt_id"], facts["alt_en"]),
        caption=pick_language(facts["caption_id"], facts["caption_en"]),
        credit=facts["credit"],
    )  # fmt: skip


def address(picture_id: object, width: int, suffix: str) -> str:
    """Return the address of a copy: the same in every language."""
    way: str = reverse("news:show_picture", args=[picture_id, width, suffix])
    return way


def get_copy(picture_id: UUID, *, width: int, suffix: str, by: people.Actor) -> PictureCopy:
    """Return a copy of a published article's picture, to editors of any. Raises NoSuchPicture."""
    rows = PictureCopy.objects.select_related("file", "picture__article").only(
        "width", "suffix", "file", "picture__article__state"
    )
    found = rows.filter(picture=picture_id, width=width, suffix=suffix).first()
    if found is None or not (found.picture.article.is_public or can_edit(by)):
        raise NoSuchPicture
    return found


def _srcset(facts: Mapping[str, Any], suffix: str) -> str:
    return ", ".join(f"{address(facts['id'], w, suffix)} {w}w" for w in facts["widths"])
