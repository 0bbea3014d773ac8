"""One sender: claims a batch, hands it over mail by mail, writes what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import monotonic
from typing import Any

from kentongan.rooms.mailing.models import AnnouncedItem, Mailing
from kentongan.rooms.mailing.queries.composing import compose, get_sender_domain, make_mail
from kentongan.rooms.mailing.queries.sealed import (
    make_reader_token,
    mark_delivery,
    unseal_address,
)
from kentongan.rooms.mailing.rules.marks import Mark
from kentongan.rooms.mailing.rules.mime import Sheet
from kentongan.rooms.mailing.rules.replies import Reply
from kentongan.rooms.mailing.rules.verp import make_return_path
from kentongan.rooms.mailing.rules.warming import Warming
from kentongan.rooms.mailing.services._carriers import FAULTS, Carrier, open_carrier
from kentongan.rooms.mailing.services._claiming import claim, settle
from kentongan.rooms.mailing.services._journal import Journal
from kentongan.rooms.mailing.services._preparing import Claimed, read_claims

BATCH = 100
SERVER_REST = timedelta(minutes=2)


class Lane:
    """Has a journal and, from the first mail on, a connection."""

    def __init__(
        self,
        mailing: Mailing,
        *,
        until: float,
        clock: Callable[[], datetime],
        warming: Warming | None,
        folder: Path,
        return_path: str,
    ) -> None:
        self.taken = 0
        self._mailing, self._until, self._clock, self._warming = mailing, until, clock, warming
        self._folder, self._return_path, self._host = folder, return_path, get_sender_domain()
        self._sheets: dict[tuple[Any, ...], Sheet | None] = {}
        self._carrier: Carrier | None = None

    def run(self) -> None:
        """Hand over batch after batch until nothing is due or time is up; raises FAULTS."""
        with Journal(self._folder) as journal:
            try:
                while monotonic() < self._until and self._run_batch(journal):
                    journal.begin_anew()
            finally:
                if self._carrier is not None:
                    self._carrier.close()

    def _run_batch(self, journal: Journal) -> bool:
        """Claim, hand over, settle; returns False when nothing is due."""
        now = self._clock()
        ids = claim(
            self._mailing, journal=journal.name, limit=BATCH, warming=self._warming, now=now
        )
        if not ids:
            return False
        batch = Batch(journal=journal.name, open=set(ids))
        try:
            rows = read_claims(self._mailing, ids, now=now)
            batch.skip(batch.open - {row.delivery_id for row in rows})
            for row in rows:
                self._hand_over(row, batch, journal)
        finally:  # what a fault left open was not taken by the server: it waits again
            batch.settle(now=self._clock())
            self.taken += len(batch.sent)
        return True

    def _hand_over(self, claimed: Claimed, batch: "Batch", journal: Journal) -> None:
        sheet = self._find_sheet(claimed)
        if sheet is None:
            batch.skip({claimed.delivery_id})
            return
        if self._carrier is None:
            self._carrier = open_carrier()
        key, mark = claimed.delivery_id, mark_delivery(claimed.delivery_id)
        address = unseal_address(claimed.email_sealed)
        data = sheet.fill(
            to=address, token=make_reader_token(claimed.reader_id),
            key=f"<{key}.{mark}@{self._host}>", date=format_datetime(self._clock()),
        )  # fmt: skip
        try:
            reply = self._carrier.hand_over(
                sender=make_return_path(self._return_path, key=key, mark=mark), to=address,
                data=data, prepare=lambda: journal.write_through(Mark.PREPARED, key),
                at_dot=lambda: journal.write(Mark.DOT, key),
            )  # fmt: skip
        except FAULTS:  # the server fell silent: without its yes it has not taken the mail
            journal.write(Mark.REFUSED, key)
            raise
        journal.write(Mark.SENT if reply.is_taken else Mark.REFUSED, key)
        batch.note(key, reply)

    def _find_sheet(self, claimed: Claimed) -> Sheet | None:
        """Return the mail as it is written for all readers of this kind; None: nothing to tell."""
        kind = (claimed.language, claimed.item_ids, claimed.counts_clicks)
        if kind not in self._sheets:
            self._sheets[kind] = self._write_sheet(claimed)
        return self._sheets[kind]

    def _write_sheet(self, claimed: Claimed) -> Sheet | None:
        items = list(AnnouncedItem.objects.filter(pk__in=claimed.item_ids).order_by("-pk"))
        if not items:
            return None
        letter = compose(
            self._mailing, items, language=claimed.language, counts=claimed.counts_clicks
        )
        return make_mail(self._mailing, letter, language=claimed.language)


@dataclass
class Batch:
    """What came of claimed deliveries, until it is written."""

    journal: str
    open: set[int]
    sent: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    refused: list[tuple[int, Reply]] = field(default_factory=list)

    def skip(self, ids: set[int]) -> None:
        """Note that there is nothing to tell, or nobody to tell it to."""
        self.skipped.extend(ids)
        self.open -= ids

    def note(self, delivery_id: int, reply: Reply) -> None:
        """Note an answer."""
        self.open.discard(delivery_id)
        if reply.is_taken:
            self.sent.append(delivery_id)
        else:
            self.refused.append((delivery_id, reply))

    def settle(self, *, now: datetime) -> None:
        """Write it all in one commit."""
        settle(
            sent=self.sent, skipped=self.skipped, refused=self.refused,
            given_back=list(self.open), journal=self.journal,
            give_back_at=now + SERVER_REST, now=now,
        )  # fmt: skip
