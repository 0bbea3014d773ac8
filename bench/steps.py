"""Cases walked through the service layer, as officers' clicks do: for benches of the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from bench.house import Stopwatch, open_house

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
VILLAGE: dict[str, Any] = {
    "key": "desa",
    "title": {"id": "Desa"},
    "office": "village",
    "role": "officer",
    "promise": {"minutes": 60},
    "decisions": ["forward", "refuse", "ask"],
}
DISTRICT: dict[str, Any] = {
    "key": "camat",
    "title": {"id": "Camat"},
    "office": "district",
    "role": "head",
    "promise": {"days": 1},
    "decisions": ["forward", "refuse", "return"],
}
AGENCY: dict[str, Any] = {
    "key": "dinas",
    "title": {"id": "Dinas"},
    "office": "office:dispendukcapil",
    "role": "head",
    "promise": {"days": 2},
    "decisions": ["grant", "refuse", "return"],
}


@dataclass(frozen=True)
class Work:
    """Cases of a database, and the decisions to be taken on each: what, and which account."""

    database: str
    ids: tuple[str, ...]
    turns: tuple[tuple[str, int], ...]

    def split(self, parts: int) -> list["Work"]:
        """Return the same work in parts."""
        return [replace(self, ids=self.ids[n::parts]) for n in range(parts)]

    def first(self, count: int) -> "Work":
        return replace(self, ids=self.ids[:count])

    def without_first(self, count: int) -> "Work":
        return replace(self, ids=self.ids[count:])


def prepare(database: str, *, turns: Sequence[tuple[str, str]], count: int) -> Work:
    """Open a database of its own and submit the cases; `turns` are decision and name."""
    open_house(name=database)
    from django.db import connections

    from kentongan.foundation.actors import TERMINAL
    from kentongan.rooms.cases import api as cases
    from kentongan.rooms.people import api as people
    from tests.people import SUMBERBERAS, make_people, make_regency

    make_regency()
    folk = make_people()
    applicant = people.register_person(  # without e-mail: no letters to post
        name="Pemohon", village_code=SUMBERBERAS, by=TERMINAL, now=NOW
    )
    route = {"promise": {"days": 4}, "route": [VILLAGE, DISTRICT, AGENCY]}
    cases.publish_case_type(
        slug="bench", kind="application", name_id="Bench", name_en="Bench", definition=route,
        by=TERMINAL, now=NOW,
    )  # fmt: skip
    ids = [
        cases.submit_case(
            type_slug="bench", place_code=SUMBERBERAS, applicant_id=applicant.id,
            answers={}, by=TERMINAL, now=NOW,
        ).pk
        for _ in range(count)
    ]  # fmt: skip
    connections.close_all()
    users = tuple((decision, folk.users[name]) for decision, name in turns)
    return Work(database, tuple(map(str, ids)), users)


def walk(work: Work) -> list[float]:
    """Take every decision on every case; return the seconds of each. Runs in its own process."""
    open_house(fresh=False, name=work.database)
    from kentongan.rooms.cases import api as cases
    from kentongan.rooms.people import api as people

    turns = [
        (version, decision, people.get_actor(user_id, now=NOW, has_second_factor=True))
        for version, (decision, user_id) in enumerate(work.turns, start=1)
    ]
    times = []
    for case_id in work.ids:
        for version, decision, by in turns:
            with Stopwatch() as watch:
                cases.decide(
                    case_id=UUID(case_id), version=version, decision=decision,
                    note="Pengantar RT belum ada.", by=by, now=NOW,
                )  # fmt: skip
            times.append(watch.seconds)
    return times
