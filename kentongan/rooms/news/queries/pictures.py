"""Pictures as pages show them: in widths and formats from which the browser chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from kentongan.rooms.news.errors import NoSuchPicture
from kentongan.rooms.news.models import Picture, PictureCopy
from kentongan.rooms.news.models.category import pick_language
from kentongan.rooms.news.permissions import can_edit
from kentongan.rooms.people import api as people

FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))
LAST = "jpg"
TYPES = {**dict(FORMATS), LAST: "image/jpeg"}
MIDDLE, THIRD = 0.5, 0.34
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
    spot: str = ""  # class of what must stay in sight where it is cut
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
        spot=_name_spot(facts.get("focal_x", MIDDLE), facts.get("focal_y", MIDDLE)),
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


def _name_spot(x: float, y: float) -> str:
    """Name the corner by classes, because a page carries no style of its own."""
    across = "spot-left" if x < THIRD else "spot-right" if x > 1 - THIRD else ""
    down = "spot-top" if y < THIRD else "spot-bottom" if y > 1 - THIRD else ""
    return f"{across} {down}".strip()


def _srcset(facts: Mapping[str, Any], suffix: str) -> str:
    return ", ".join(f"{address(facts['id'], w, suffix)} {w}w" for w in facts["widths"])


def get_own_picture(picture_id: UUID, *, by: people.Actor) -> Picture:
    """Return a picture with its article for an editor. Raises NoSuchPicture."""
    found = Picture.objects.select_related("article").filter(pk=picture_id).first()
    if found is None or not can_edit(by):
        raise NoSuchPicture
    return found


def make_shown_of(picture: Picture) -> ShownPicture | None:
    """Return a picture as its article's page shows it."""
    rows = picture.article.picture_facts
    facts = next((row for row in rows if row["id"] == str(picture.pk)), None)
    return make_shown(facts) if facts else None
