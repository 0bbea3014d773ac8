"""What a case of a service carries for its whole life, whatever the catalogue says later."""

from collections.abc import Mapping
from typing import Any

FINISH_TASK = "services.issue_letter"  # the queue's task that makes the letter


def make_case_definition(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a case of this service carries for its whole life."""
    made: dict[str, Any] = {
        key: row.get(key, []) for key in ("promise", "route", "sections", "requirements")
    }
    if "letter" not in row:
        return made
    made["signer"] = row["signer"]
    made["finish_task"] = FINISH_TASK
    made["letter"] = {
        "template": row["letter"],
        "number_format": row["number_format"],
        "validity_days": row["validity_days"],
        **row["letter_text"],
    }
    return made
