"""One thing, one word: every table, state and outcome stands in the glossary."""

import re
from pathlib import Path

from django.apps import apps

import pytest

from kentongan.rooms.cases.workflow import Outcome, State

ROWS = re.findall(r"^\| ([^|]+?) \|", Path("docs/glossary.md").read_text(), re.MULTILINE)
MODELS = sorted(
    model.__name__ for model in apps.get_models() if model.__module__.startswith("kentongan.")
)


@pytest.mark.parametrize("word", [*MODELS, *State.values, *Outcome.values])
def test_every_table_and_state_has_a_line(word: str) -> None:
    assert word in ROWS


def test_the_glossary_is_in_order() -> None:
    words = [row.lower() for row in ROWS if row not in {"code", "---"}]

    assert words == sorted(words)
