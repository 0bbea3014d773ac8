"""
Reports found in invented group chats, and the time to import 2,000 messages in each format.

A true report counts as found when one proposal has exactly its photos and shares at least half of
all messages of the two together (Jaccard); each proposal can find one report. Precision is the
share of proposals that found one, recall the share of reports found. The chats, their truth and
the rules are by the same authors; the sentences measured with share none with those that the
rules were looked at with, and the seeds are others. Real chats will differ.

python -m bench.chat [--quick]
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.chat_exports import FORMS, write_export
from bench.chats import Line, list_keywords, list_villages_with_codes, make_chat
from bench.house import open_house
from bench.report import Figure, Scale, at_least, at_most, inform, run_alone

if TYPE_CHECKING:
    from datetime import datetime

GOAL, GOAL_SECONDS = 0.9, 10
SEEDS = range(9001, 9011)
MESSAGES = 2000


@dataclass
class Score:
    """What was found, over several chats."""

    true: int = 0
    proposed: int = 0
    found: int = 0
    equal: int = 0

    @property
    def precision(self) -> float:
        return self.found / max(1, self.proposed)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.true)


def score_chat(
    lines: Sequence[Line], form: str, score: Score, *, with_media: bool = True
) -> list[Any]:
    """Add one chat to the score; returns what went wrong, for those who tune."""
    from kentongan.rooms.reports.rules.chat.reading import read_chat
    from kentongan.rooms.reports.rules.chat.shapes import Reading
    from kentongan.rooms.reports.rules.chat.splitting import split_chat
    from kentongan.rooms.reports.rules.chat.vocabulary import INDONESIAN

    reading = read_chat(write_export(lines, form, with_media=with_media))
    assert isinstance(reading, Reading), reading
    assert len(reading.messages) == len(lines)
    proposals = split_chat(
        reading.messages,
        words=INDONESIAN.with_categories(list_keywords()),
        places=list_villages_with_codes(),
    )
    truth: dict[int, set[int]] = {}
    for number, line in enumerate(lines):
        if line.report is not None:
            truth.setdefault(line.report, set()).add(number)
    return _match(truth, [set(one.messages) for one in proposals], lines, score)


def _match(
    truth: dict[int, set[int]], proposed: list[set[int]], lines: Sequence[Line], score: Score
) -> list[Any]:
    photos = {n for n, line in enumerate(lines) if line.kind in {"photo", "video"}}
    owner = {number: report for report, numbers in truth.items() for number in numbers}
    taken: set[int] = set()
    faults: list[Any] = []
    for numbers in proposed:
        near = {owner[n] for n in numbers if n in owner} - taken
        best = max(near, key=lambda r: len(truth[r] & numbers) / len(truth[r] | numbers), default=0)
        real = truth.get(best, set())
        is_found = (
            bool(real)
            and real & photos == numbers & photos
            and len(real & numbers) / len(real | numbers) >= 0.5
        )
        if is_found:
            taken.add(best)
            score.found += 1
            score.equal += real == numbers
        if real != numbers:
            faults.append((sorted(real), sorted(numbers)))
    faults += [(sorted(truth[r]), []) for r in truth.keys() - taken]
    score.true += len(truth)
    score.proposed += len(proposed)
    return faults


def run(scale: Scale) -> Iterator[Figure]:
    seeds = list(SEEDS)[: scale.pick(10, 2)]
    whole = Score()
    for number, seed in enumerate(seeds):
        score_chat(make_chat(seed, half="measure"), FORMS[number % 4], whole)
    yield inform("reports in the labelled chats", whole.true, "")
    yield at_least("precision of proposed reports", whole.precision, "", GOAL)
    yield at_least("recall of reports", whole.recall, "", GOAL)
    yield inform("  message for message as labelled", whole.equal / max(1, whole.true), "")
    bare = Score()
    for number, seed in enumerate(seeds):
        score_chat(make_chat(seed, half="measure"), FORMS[number % 4], bare, with_media=False)
    yield inform("exported without media: precision", bare.precision, "")
    yield inform("exported without media: recall", bare.recall, "")
    yield from _measure_imports()


def _measure_imports() -> Iterator[Figure]:
    """Import one group in each format into a database of its own, then again."""
    open_house(name="chat")
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    call_command("load_regency", verbosity=0)
    lines = make_chat(SEEDS[0], messages=MESSAGES, half="measure")
    with TemporaryDirectory() as folder:
        backend = "django.core.files.storage.FileSystemStorage"
        kept = {"BACKEND": backend, "OPTIONS": {"location": folder}}
        settings.STORAGES = {**settings.STORAGES, "default": kept}
        for form in FORMS:
            text = write_export(lines, form).encode()
            began = perf_counter()
            first = _import(form, text, now=timezone.localtime())
            seconds = perf_counter() - began
            assert first.message_count == MESSAGES, first.fault
            yield at_most(f"import of {MESSAGES:,} messages, {form}", seconds, "s", GOAL_SECONDS)
            again = _import(form, text, now=timezone.localtime())
            yield at_most("  new messages when imported again", again.new_count, "", 0)
            yield at_most("  new proposals when imported again", again.proposal_count, "", 0)


def _import(form: str, text: bytes, *, now: "datetime") -> Any:
    """Import as an officer of a village does, with the queue's part in the same process."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kentongan.foundation.actors import CLOCK
    from kentongan.rooms.people import api as people
    from kentongan.rooms.places import api as places
    from kentongan.rooms.reports.models import ChatImport
    from kentongan.rooms.reports.services.chat.reading import read_export
    from kentongan.rooms.reports.services.chat.receiving import receive_export

    office = places.list_offices(kind="district")[0]
    holding = people.Holding(office.pk, office.key, "officer")
    sent = receive_export(
        SimpleUploadedFile(f"WhatsApp Chat with {form}.txt", text), office_id=office.pk,
        by=people.Actor("user:1", holdings=(holding,)), now=now,
    )  # fmt: skip
    read_export(import_id=sent.pk, by=CLOCK, now=now)
    return ChatImport.objects.get(pk=sent.pk)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
