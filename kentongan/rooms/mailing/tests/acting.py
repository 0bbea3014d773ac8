"""Readers, items and jobs for the tests of this room."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing import api as mailing
from kentongan.rooms.mailing.models import Mailing, Reader, Subscription
from kentongan.rooms.mailing.queries.sealed import index_address, seal_address
from kentongan.rooms.mailing.services.sending import send_mailing

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)  # a Wednesday, 10.00 WIB
SATURDAY = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)  # 07.00 WIB


def make_reader(address, topic="t-news", pace="weekly", language="id", districts=(), **more):
    reader = Reader.objects.create(
        id=make_key(), email_sealed=seal_address(address), email_index=index_address(address),
        domain=address.rpartition("@")[2], language=language, confirmed_at=NOW, **more,
    )  # fmt: skip
    Subscription.objects.create(
        reader=reader, topic=topic, pace=pace, districts=list(districts), since=NOW
    )
    return reader


def announce(number=1, topic="t-news/farm", now=NOW, **more):
    more.setdefault("title", {"id": f"Panen raya {number}", "en": f"Great harvest {number}"})
    item = mailing.Item(
        key=f"test:{number}", topic=topic, path=f"/kabar/2026/panen-{number}/", published_at=now,
        words={"id": "Petani memanen padi.", "en": "Farmers harvest rice."}, **more,
    )  # fmt: skip
    mailing.announce(item, by=TERMINAL, now=now)


def send_all(now=NOW):
    for mailing_id in list(Mailing.objects.filter(due_at__lte=now).values_list("pk", flat=True)):
        send_mailing(mailing_id, by=CLOCK, now=now + timedelta(seconds=1))


def use_one_lane(monkeypatch, tmp_path, **facts):
    monkeypatch.setattr(settings, "MAILING_JOURNALS", tmp_path)
    kept: Any = settings.REGENCY_FACTS["mailing"]
    plan = {**kept, "connections": 1, "warming": {}, **facts}
    monkeypatch.setitem(settings.REGENCY_FACTS, "mailing", plan)
