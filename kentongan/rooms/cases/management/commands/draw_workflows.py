from collections.abc import Iterator

from django.utils import translation

from kentongan.foundation.reference import ReferenceCommand
from kentongan.rooms.cases.workflow import TURNS, Outcome, State

START = """# Workflow of a case

Written by `python manage.py draw_workflows` from `kentongan/rooms/cases/workflow.py`.
"""


class Command(ReferenceCommand):
    help = "Draws states and turns of a case into docs/reference/workflows.md."
    page = "workflows.md"

    def draw(self) -> str:
        with translation.override("en"):
            return "\n".join([START, *_draw_states(), "", *_list_turns(), "", *_list_words()])


def _draw_states() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    [*] --> running: submit"
    for turn in TURNS:
        for source in turn.sources:
            yield f"    {source.value} --> {turn.target.value}: {turn.decision}"
    yield "    closed --> [*]"
    yield "```"


def _list_turns() -> Iterator[str]:
    yield "| turn | from | to | who | button | needs a reason |"
    yield "|---|---|---|---|---|---|"
    for turn in TURNS:
        sources = ", ".join(source.value for source in turn.sources)
        note = "yes" if turn.needs_note else ""
        cells = [turn.decision, sources, turn.target.value, turn.who.value, str(turn.label), note]
        yield f"| {' | '.join(cells)} |"


def _list_words() -> Iterator[str]:
    yield "| state | said as |"
    yield "|---|---|"
    yield from (f"| {state.value} | {state.label} |" for state in State)
    yield ""
    yield "| outcome | said as |"
    yield "|---|---|"
    yield from (f"| {outcome.value} | {outcome.label} |" for outcome in Outcome)
