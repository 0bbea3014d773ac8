"""
Samples of every form we know, one a line: each is read as it says, or refused for the reason.

The texts are invented, their forms are real: ICAO Annex 15 and Doc 8126, bulletins, news, letters.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kentongan.foundation.notam import NotamError, parse, split_messages

LINES = Path(__file__).with_name("samples.jsonl").read_text(encoding="utf-8").splitlines()
SAMPLES = [json.loads(line) for line in LINES]
RECEIVED = datetime(2021, 2, 8, 0, 5, tzinfo=UTC)
READ = {
    "number": lambda n: n.number,
    "kind": lambda n: str(n.kind),
    "target": lambda n: n.target,
    "starts": lambda n: f"{n.starts_at:%Y-%m-%dT%H:%M}",
    "ends": lambda n: f"{n.ends_at:%Y-%m-%dT%H:%M}" if n.ends_at else None,
    "estimated": lambda n: n.is_estimated,
    "permanent": lambda n: n.is_permanent,
    "locations": lambda n: list(n.locations),
    "code": lambda n: n.q.code if n.q else None,
    "lat": lambda n: n.q.lat and round(n.q.lat, 4),
    "lon": lambda n: round(n.q.lon, 4),
    "radius": lambda n: n.q.radius,
    "parts": lambda n: n.parts,
    "lower": lambda n: n.lower,
    "upper": lambda n: n.upper,
    "text_e": lambda n: n.text,
}


def read(sample):
    try:
        notam = parse(sample["text"], received=RECEIVED)
    except NotamError as error:
        return {"refused": error.reason}
    found = {name: get(notam) for name, get in READ.items() if name in sample}
    for name, holds in (("on", True), ("off", False)):
        moments = [datetime.fromisoformat(f"2021-02-{m}:00+00:00") for m in sample.get(name, [])]
        if name in sample:
            found[name] = [
                said for said, moment in zip(sample[name], moments, strict=True)
                if notam.is_active(moment) is holds
            ]  # fmt: skip
    return found


@pytest.mark.parametrize("family", sorted({sample["family"] for sample in SAMPLES}))
def test_every_sample_is_read_or_refused_as_it_says(family):
    mine = [sample for sample in SAMPLES if sample["family"] == family]

    wrong = [
        (sample["text"][:200], wanted, found)
        for sample in mine
        if (found := read(sample))
        != (wanted := {k: v for k, v in sample.items() if k not in {"family", "text"}})
    ]

    assert wrong == []


def test_there_are_enough_samples():
    assert len(SAMPLES) >= 200
    assert len({sample["text"] for sample in SAMPLES}) >= 200


def test_a_bulletin_is_cut_into_its_notams():
    texts = [sample["text"] for sample in SAMPLES if sample["family"] == "type"][:2]

    pieces = split_messages(
        "\n\n".join(text.replace("0195", f"020{n}") for n, text in enumerate(texts))
    )

    assert [parse(piece).number for piece in pieces] == ["B0200/21", "B0201/21"]
