"""A case type of two offices, one of three with a consult, and moments to play with."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.cases import api as cases
from tests.people import SUMBERBERAS, People

WIB = ZoneInfo("Asia/Jakarta")
TWO_OFFICES: dict[str, Any] = {
    "promise": {"days": 1},
    "signer": "camat",
    "route": [
        {
            "key": "desa",
            "title": {"id": "Desa", "en": "Village"},
            "office": "village",
            "role": "officer",
            "promise": {"minutes": 60},
            "decisions": ["forward", "refuse", "ask"],
        },
        {
            "key": "camat",
            "title": {"id": "Camat", "en": "District head"},
            "office": "district",
            "role": "head",
            "promise": {"hours": 4},
            "decisions": ["grant", "refuse", "ask", "return"],
        },
    ],
}
THREE_OFFICES: dict[str, Any] = {
    "promise": {"days": 3},
    "signer": "dinas",
    "route": [
        TWO_OFFICES["route"][0],
        {
            "key": "kecamatan",
            "title": {"id": "Kecamatan", "en": "District"},
            "office": "district",
            "role": "officer",
            "promise": {"hours": 4},
            "decisions": ["forward", "refuse", "ask", "return", "consult"],
            "consults": ["office:dinkes"],
            "consult_promise": {"days": 1},
        },
        {
            "key": "dinas",
            "title": {"id": "Dinas", "en": "Agency"},
            "office": "office:dispendukcapil",
            "role": "head",
            "promise": {"days": 1},
            "decisions": ["grant", "refuse", "ask", "return"],
        },
    ],
}


def wib(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in Western Indonesian Time."""
    return datetime(year, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)


MONDAY = wib(2026, 11, 16, 8, 0)


@pytest.fixture
def submit(folk: People) -> Callable[..., Any]:
    """Submit a case of Wati's."""

    def _submit(
        definition: dict[str, Any] = TWO_OFFICES,
        *,
        at: datetime = MONDAY,
        slug: str = "uji",
        **facts: Any,
    ) -> Any:
        cases.publish_case_type(
            slug=slug,
            kind="application",
            name_id="Surat uji",
            name_en="Test letter",
            definition=definition,
            by=TERMINAL,
            now=at,
        )
        return cases.submit_case(
            **{
                "type_slug": slug,
                "place_code": SUMBERBERAS,
                "applicant_id": folk.persons["Wati"],
                "answers": {},
                "now": at,
                "by": folk.actor("Wati", now=at),
                **facts,
            }
        )

    return _submit
