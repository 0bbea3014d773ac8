"""The queue's part of a talk: messages in the order they were sent become a report."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import override

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.errors import Refusal
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.files.errors import FileRefused
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NumberBlocked
from kentongan.rooms.reports.models import Report, ReportPhoto, WaEvent, WaTalk
from kentongan.rooms.reports.queries.blocks import check_not_blocked
from kentongan.rooms.reports.queries.categories import list_categories
from kentongan.rooms.reports.queries.chats import get_vocabulary, list_place_names
from kentongan.rooms.reports.queries.talks import PURPOSE
from kentongan.rooms.reports.rules.chat import talking
from kentongan.rooms.reports.rules.chat.saying import Gazetteer, Role, understand_words
from kentongan.rooms.reports.rules.words import Channel
from kentongan.rooms.reports.services.submit import MOST_PHOTOS, submit_report
from kentongan.rooms.reports.services.whatsapp import _cloud, _sentences
from kentongan.rooms.reports.services.whatsapp.receiving import queue_understanding
from kentongan.rooms.reports.services.whatsapp.replying import queue_reply

log = logging.getLogger(__name__)
MOST_IN_WINDOW, WINDOW = 30, timedelta(minutes=10)
TOLD_AGAIN_AFTER = timedelta(hours=1)
MOST_TRIES = 6
KEPT = timedelta(days=2)
LOST_AFTER = timedelta(minutes=10)
VILLAGE_DOTS = 3
SETTLED = 9  # nobody knows the village: it is not asked any more
State = WaEvent.State


@dataclass
class _Piece:
    """One message on its way into the talk."""

    event: WaEvent
    content: dict[str, Any]
    photo: UUID | None = None


def understand_talk(talk_id: int, *, by: Acting, now: datetime) -> None:
    """Understand what waits of one number, oldest first; what cannot be fetched is tried again."""
    talk = WaTalk.objects.filter(pk=talk_id).first()
    if talk is None or _refuse_blocked(talk, by=by, now=now) or _slow_down(talk, by=by, now=now):
        return
    for event in talk.events.filter(state=State.WAITING).order_by("sent_at", "id"):
        piece = _Piece(
            event, _cloud.read_payload(vault.unseal(event.payload_sealed, purpose=PURPOSE))
        )
        if event.kind == "image":
            try:
                piece.photo = _fetch(piece, by=by, now=now)
            except _cloud.PlatformBusy:
                _try_later(piece, now=now)
                return
        _take(talk_id, piece, by=by, now=now)


def requeue_lost_talks(*, by: Acting, now: datetime) -> int:
    """Queue talks again in which something waits too long; returns how many."""
    del by
    waiting = WaEvent.objects.filter(state=State.WAITING, received_at__lt=now - LOST_AFTER)
    ids = {talk for talk in waiting.values_list("talk_id", flat=True)[:500] if talk}
    for talk_id in sorted(ids):
        queue_understanding(talk_id, at=now)
    return len(ids)


def purge_talks(*, now: datetime, days: int = 30) -> int:
    """Delete what the platform told long ago; returns how many."""
    count, _rows = WaEvent.objects.filter(received_at__lt=now - timedelta(days=days)).delete()
    return count


def _refuse_blocked(talk: WaTalk, *, by: Acting, now: datetime) -> bool:
    """Tell a blocked number once why it is not heard."""
    phone = vault.unseal(talk.phone_sealed, purpose=PURPOSE)
    try:
        check_not_blocked(phone)
    except NumberBlocked as refusal:
        with transaction.atomic(), override(talk.language):
            talk.events.filter(state=State.WAITING).update(state=State.DONE)
            if talk.told_blocked_at is None:
                talk.told_blocked_at = now
                talk.save(update_fields=["told_blocked_at"])
                queue_reply(talk, str(refusal), key=f"blocked:{talk.pk}:{now.timestamp()}", by=by,
                            now=now)  # fmt: skip
        return True
    if talk.told_blocked_at is not None:
        talk.told_blocked_at = None
        talk.save(update_fields=["told_blocked_at"])
    return False


def _slow_down(talk: WaTalk, *, by: Acting, now: datetime) -> bool:
    """Let a number that floods wait, and say so once an hour."""
    lately = talk.events.filter(received_at__gte=now - WINDOW).count()
    if lately <= MOST_IN_WINDOW:
        return False
    with transaction.atomic(), override(talk.language):
        if talk.told_slow_at is None or now - talk.told_slow_at > TOLD_AGAIN_AFTER:
            talk.told_slow_at = now
            talk.save(update_fields=["told_slow_at"])
            text = _sentences.say_slower(minutes=int(WINDOW.total_seconds() // 60))
            queue_reply(talk, text, key=f"slow:{talk.pk}:{now.timestamp()}", by=by, now=now)
        queue_understanding(talk.pk, at=now + WINDOW)
    return True


def _fetch(piece: _Piece, *, by: Acting, now: datetime) -> UUID | None:
    """Return the stored photo; None when it is none or the platform does not have it."""
    media_id = str((piece.content.get("image") or {}).get("id", ""))
    try:
        content = _cloud.fetch_media(media_id)
        stored = files_of_house.store_upload(
            SimpleUploadedFile("foto.jpg", content), allowed=("image",), by=by, now=now,
            keep_until=now + KEPT,
        )  # fmt: skip
    except (_cloud.PlatformRefused, FileRefused):
        log.info("photo of a talk not taken", extra={"event": piece.event.pk})
        return None
    return stored.pk


def _try_later(piece: _Piece, *, now: datetime) -> None:
    event = piece.event
    event.tries += 1
    if event.tries >= MOST_TRIES:
        event.state = State.FAILED
        log.error("photo of a talk given up", extra={"event": event.pk})
    event.save(update_fields=["tries", "state"])
    if event.talk_id is not None:
        queue_understanding(event.talk_id, at=now + timedelta(minutes=2**event.tries))


@transaction.atomic
def _take(talk_id: int, piece: _Piece, *, by: Acting, now: datetime) -> None:
    """Let one message change the talk; a message is understood once."""
    talk = WaTalk.objects.select_for_update().get(pk=talk_id)
    if not WaEvent.objects.filter(pk=piece.event.pk, state=State.WAITING).update(state=State.DONE):
        return
    heard = _hear(talk, piece)
    talk.language = talking.detect_language(heard.text) or talk.language
    turn = talking.advance(_read_draft(talk), heard, sent_until=talk.sent_until)
    talk.heard_at = max(heard.sent_at, talk.heard_at or heard.sent_at)
    if turn.is_addition:
        _add_to_last(talk, piece, heard, by=by, now=now)
    else:
        _write_down(talk, piece, heard, turn)
    with override(talk.language):
        if turn.is_complete:
            _submit(talk, piece, by=by, now=now)
        elif turn.say:
            text = _sentences.say(turn.say, code=talk.report.code if talk.report else "")
            queue_reply(talk, text, key=f"event:{piece.event.pk}", by=by, now=now)
    talk.updated_at = now
    talk.save()


def _hear(talk: WaTalk, piece: _Piece) -> talking.Heard:
    content, kind = piece.content, piece.event.kind
    text = str((content.get("text") or {}).get("body", ""))
    text = text or str((content.get("image") or {}).get("caption", ""))
    place = content.get("location") or {}
    if kind == "location":
        text = str(place.get("name", "") or "")
    text = text.replace("\x00", "")[:2000]
    said = understand_words(text, words=get_vocabulary(), places=Gazetteer(list_place_names()))
    villages = [code for code in said.villages if code.count(".") == VILLAGE_DOTS]
    tells = said.role is Role.TELLS
    return talking.Heard(
        sent_at=piece.event.sent_at, has_photo=piece.photo is not None, text=text,
        has_position=_read_position(place) is not None,
        village=villages[0] if len(villages) == 1 else "",
        category=_find_category(talk, text, [slug for slug, _ in said.categories]),
        says_problem=tells and said.has_problem,
        says_place=said.has_place and said.role is not Role.CHATTER,
    )  # fmt: skip


def _find_category(talk: WaTalk, text: str, suggested: list[str]) -> str:
    if talk.state == talking.State.NUMBER and text.strip().isdigit():
        slugs = [one.slug for one in list_categories()]
        number = int(text.strip()) - 1
        return slugs[number] if 0 <= number < len(slugs) else ""
    return suggested[0] if suggested else ""


def _read_draft(talk: WaTalk) -> talking.Draft:
    return talking.Draft(
        state=talking.State(talk.state),
        has_photo=bool(talk.photos),
        has_words=bool(bytes(talk.words_sealed)),
        has_place=bool(bytes(talk.place_sealed)) or talk.lat is not None,
        has_village=bool(talk.village_code) or talk.village_asked >= SETTLED,
        village_asked=talk.village_asked,
        category=talk.category_id or "",
    )


def _write_down(talk: WaTalk, piece: _Piece, heard: talking.Heard, turn: talking.Turn) -> None:
    if turn.is_stopped:
        _clear(talk)
        return
    if piece.photo is not None:
        talk.photos = [*talk.photos, piece.photo][:MOST_PHOTOS]
    if turn.keeps_words:
        talk.words_sealed = _join(talk.words_sealed, heard.text)
    if turn.keeps_place and heard.text:
        talk.place_sealed = _join(talk.place_sealed, heard.text)
    position = _read_position(piece.content.get("location") or {})
    if position is not None:
        talk.lat, talk.lon = position
    talk.village_code = talk.village_code or heard.village
    talk.category_id = turn.draft.category or None
    talk.state, talk.village_asked = turn.draft.state, turn.draft.village_asked
    if turn.draft.has_village and not talk.village_code:
        talk.village_asked = SETTLED


def _submit(talk: WaTalk, piece: _Piece, *, by: Acting, now: datetime) -> None:
    """Make the report; its code is told by the room's own news. Refusals are told as they are."""
    try:
        with transaction.atomic():
            talk.save()  # the news looks for when the number was heard last
            sent = submit_report(
                category=talk.category_id or "", description=_read(talk.words_sealed),
                village_code=talk.village_code, lat=talk.lat, lon=talk.lon,
                place_words=" ".join(_read(talk.place_sealed).split())[:300],
                photos=talk.photos, phone=vault.unseal(talk.phone_sealed, purpose=PURPOSE),
                channel=Channel.WHATSAPP, language=talk.language, reported_at=talk.heard_at,
                by=people.VISITOR, now=now,
            )  # fmt: skip
    except Refusal as refusal:
        queue_reply(talk, _sentences.say_refusal(refusal), key=f"event:{piece.event.pk}", by=by,
                    now=now)  # fmt: skip
        _clear(talk)
        return
    _clear(talk)
    talk.report, talk.sent_until = sent.report, talk.heard_at


def _add_to_last(
    talk: WaTalk, piece: _Piece, heard: talking.Heard, *, by: Acting, now: datetime
) -> None:
    """Put a late photo or late words to the report that was just sent."""
    if talk.report is None:
        return
    if piece.photo is not None:
        ReportPhoto.objects.create(
            report=talk.report, stage=ReportPhoto.Stage.BEFORE, file_id=piece.photo, added_at=now
        )
        files_of_house.keep_file(piece.photo, by=by)
    if heard.text:
        words = f"{talk.report.description}\n{heard.text}".strip()
        Report.objects.filter(pk=talk.report.pk).update(description=words[:4000])


def _clear(talk: WaTalk) -> None:
    talk.state, talk.photos, talk.village_code, talk.village_asked = "idle", [], "", 0
    talk.words_sealed = talk.place_sealed = b""
    talk.lat = talk.lon = None
    talk.category = None


def _read_position(place: dict[str, Any]) -> tuple[float, float] | None:
    try:
        lat, lon = float(place["latitude"]), float(place["longitude"])
    except (LookupError, TypeError, ValueError):
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None  # noqa: PLR2004


def _join(sealed: bytes | memoryview, text: str) -> bytes:
    return vault.seal(f"{_read(sealed)}\n{text}".strip()[:4000], purpose=PURPOSE)


def _read(sealed: bytes | memoryview) -> str:
    return vault.unseal(sealed, purpose=PURPOSE) if bytes(sealed) else ""
