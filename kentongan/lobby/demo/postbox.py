"""Readers of the demo, and the digest they got last Saturday."""

import tomllib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from kentongan.foundation.actors import CLOCK, TERMINAL
from kentongan.foundation.errors import Refusal
from kentongan.lobby.demo.newsroom import find_editors
from kentongan.rooms.mailing import api as mailing

FILE = "demo_mailing.toml"
SATURDAY = 6


def plan_mailing(story: Any, *, until: datetime) -> None:
    """Plan who reads, and last week's digest: worded and approved on Friday, sent on Saturday."""
    path = settings.REGENCY_FOLDER / FILE
    if not path.exists():
        return
    told = tomllib.loads(path.read_text())
    today = localtime(until).replace(hour=7, minute=0, second=0, microsecond=0)
    days = (today.isoweekday() - SATURDAY) % 7 or 7
    sent_at = today - timedelta(days=days)
    begin = sent_at - timedelta(days=9)
    story.at(begin, lambda now: mailing.load_demo_readers(told["readers"], by=TERMINAL, now=now))
    friday = sent_at - timedelta(hours=17)
    story.at(friday, lambda now: _send(told["words"], sent_at, now))


def _send(words: Any, sent_at: datetime, now: datetime) -> None:
    author, other = find_editors(now)
    if author is None or other is None:
        return
    try:
        mailing.send_demo_edition(
            words, editors=(author, other), sent_at=sent_at, by=CLOCK, now=now
        )
    except Refusal:  # a week in which the demo published nothing
        return
