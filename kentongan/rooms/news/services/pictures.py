"""Pictures of an article: sent by an editor, never fetched; copied small for phones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.files import services as files
from kentongan.foundation.files.copies import Copy, choose_widths, make_copies
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.keys import make_key
from kentongan.rooms.news.errors import NoSuchPicture, WrongArticle
from kentongan.rooms.news.models import Article, Picture, PictureCopy
from kentongan.rooms.news.permissions import check_can_edit
from kentongan.rooms.news.rules.words import State
from kentongan.rooms.news.services._checks import record
from kentongan.rooms.news.services._edition import count_edition
from kentongan.rooms.news.services._locking import check_state, lock_article
from kentongan.rooms.people import api as people

WIDTHS = (400, 800, 1600)
MOST = 12
FACTS = (
    "number", "alt_id", "alt_en", "caption_id", "caption_en", "credit", "width", "height",
    "focal_x", "focal_y",
)  # fmt: skip


@dataclass(frozen=True)
class PictureWords:
    """What is said of a picture: alternative text, caption, who made it, what must be seen."""

    alt_id: str
    credit: str
    alt_en: str = ""
    caption_id: str = ""
    caption_en: str = ""
    focal_x: float = 0.5
    focal_y: float = 0.5


def add_picture(
    *, article_id: UUID, upload: "UploadedFile[Any]", words: PictureWords, by: people.Actor,
    now: datetime,
) -> Picture:  # fmt: skip
    """
    Add a picture to a draft: disarmed, drawn anew without position, and copied in all widths.

    Raises NoSuchArticle, NotYourTurn, WrongArticle and FileRefused with the reason.
    """
    check_can_edit(by)
    _check_words(words)
    original = files.store_upload(upload, allowed=("image",), by=by, now=now)
    with files.open_file(original) as stored:
        widths = choose_widths(original.width or 0, WIDTHS)
        copies = list(make_copies(stored.read(), widths=widths))
    with transaction.atomic():
        article = lock_article(article_id, by=by)
        check_state(article, State.DRAFT)
        picture = _keep(article, original, words, now=now)
        for copy in copies:
            _keep_copy(picture, copy, by=by, now=now)
        _note(article)
        record(article, "news.picture_added", by=by, now=now, picture=str(picture.pk))
    return picture


@transaction.atomic
def change_picture(
    *, picture_id: UUID, words: PictureWords, by: people.Actor, now: datetime
) -> Picture:
    """Say anew what a picture shows, also of a published article. Raises NoSuchPicture."""
    picture, article = _lock(picture_id, by=by)
    check_state(article, State.DRAFT, State.REVIEW, State.SCHEDULED, State.PUBLISHED)
    _check_words(words)
    for name, value in vars(words).items():
        setattr(picture, name, value)
    picture.save()
    _note(article)
    if article.state == State.PUBLISHED:
        count_edition(by=by, now=now)
    record(article, "news.picture_changed", by=by, now=now, picture=str(picture.pk))
    return picture


@transaction.atomic
def remove_picture(*, picture_id: UUID, by: people.Actor, now: datetime) -> Article:
    """Remove a picture from a draft with all its copies. Raises NoSuchPicture, NotYourTurn."""
    picture, article = _lock(picture_id, by=by)
    check_state(article, State.DRAFT)
    kept = [picture.file_id, *picture.copies.values_list("file_id", flat=True)]
    picture.delete()
    for file_id in kept:
        files.delete_file(file_id, by=by)
    _note(article)
    record(article, "news.picture_removed", by=by, now=now, picture=str(picture_id))
    return article


def _check_words(words: PictureWords) -> None:
    missing = {
        name: _("Say this, so that who cannot see the picture knows it too.")
        if name == "alt_id"
        else _("Say who made the picture.")
        for name in ("alt_id", "credit")
        if not getattr(words, name).strip()
    }
    if missing:
        raise WrongArticle(fields=missing)


def _keep(article: Article, file: StoredFile, words: PictureWords, *, now: datetime) -> Picture:
    last = article.pictures.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST:
        raise WrongArticle(fields={"file": _("An article has at most twelve pictures.")})
    return Picture.objects.create(
        id=make_key(), article=article, number=last + 1, file=file, width=file.width or 0,
        height=file.height or 0, added_at=now, **vars(words),
    )  # fmt: skip


def _keep_copy(picture: Picture, copy: Copy, *, by: people.Actor, now: datetime) -> None:
    file = files.store_bytes(
        copy.content, name=f"{picture.pk}-{copy.width}.{copy.suffix}", media_type=copy.media_type,
        by=by, now=now,
    )  # fmt: skip
    PictureCopy.objects.create(picture=picture, width=copy.width, suffix=copy.suffix, file=file)


def _note(article: Article) -> None:
    """Write the facts of its pictures on the article, so that its page asks nothing more."""
    rows = article.pictures.prefetch_related("copies")
    article.picture_facts = [
        {
            "id": str(row.pk),
            "widths": sorted({copy.width for copy in row.copies.all()}),
            **{name: getattr(row, name) for name in FACTS},
        }
        for row in rows
    ]
    article.save(update_fields=["picture_facts"])


def _lock(picture_id: UUID, *, by: people.Actor) -> tuple[Picture, Article]:
    check_can_edit(by)
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        raise NoSuchPicture
    return picture, lock_article(picture.article_id, by=by)
