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

from bench.chat_exports import FORMS, write_export
from bench.chats import Line, list_keywords, list_villages_with_codes, make_chat
from bench.report import Figure, Scale, at_least, inform, run_alone

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


def score_chat(lines: Sequence[Line], form: str, score: Score, *, with_media: bool = True) -> list:
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
) -> list:
    photos = {n for n, line in enumerate(lines) if line.kind in {"photo", "video"}}
    owner = {number: report for report, numbers in truth.items() for number in numbers}
    taken: set[int] = set()
    faults: list = []
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


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))
