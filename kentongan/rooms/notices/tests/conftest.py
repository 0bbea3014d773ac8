"""An editor who writes, one who publishes, and NOTAMs."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from kentongan.rooms.notices import api as notices

CLOSED = """(B0192/21 NOTAMN
Q) WAAF/QFALC/IV/NBO/A/000/999/0818S11420E005
A) WADY B) 2102080137 C) 2102080737
E) AD CLSD DUE TO RWY MAINT)"""
MORNING = datetime(2021, 2, 8, 0, 5, tzinfo=UTC)  # 07.05 WIB
WARNING = {
    "topic": "weather",
    "title_id": "Hujan lebat di Muncar",
    "title_en": "Heavy rain in Muncar",
    "words_id": "Hujan lebat sampai sore.",
    "words_en": "Heavy rain until the afternoon.",
    "instruction_id": "Jauhi sungai.",
    "instruction_en": "Stay away from rivers.",
    "severity": "Severe",
    "urgency": "Immediate",
    "certainty": "Likely",
    "is_exercise": False,
    "starts_at": datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
    "ends_at": datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    "places": ["35.10.05"],
}


@pytest.fixture
def desk(folk):
    """Give Nadia, who writes, and Rendra, who publishes, in one hand."""
    nadia, rendra = folk.actor("Nadia"), folk.actor("Rendra")

    def publish(draft, *, now, by=rendra, reason=""):
        return notices.publish_notice(
            notice_id=draft.pk, version=draft.version, alone_reason=reason, by=by, now=now
        )

    def give_notam(text=CLOSED, *, now=MORNING):
        return publish(notices.take_notam(text, by=nadia, now=now), now=now)

    def warn(now=WARNING["starts_at"], **changes):
        return publish(notices.write_warning({**WARNING, **changes}, by=nadia, now=now), now=now)

    return SimpleNamespace(
        nadia=nadia, rendra=rendra, publish=publish, give_notam=give_notam, warn=warn
    )
