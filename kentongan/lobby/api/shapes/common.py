"""Shapes that many operations share, and the base of all."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

from kentongan.foundation import codes

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REGION = r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"
KEY = r"^[a-z][a-z0-9_]*$"
EXAMPLE_BODY = "7K3D9"
EXAMPLE_CODE = codes.format_code(
    str(settings.REGENCY_FACTS["code_prefix"]), EXAMPLE_BODY + codes.check_symbol(EXAMPLE_BODY)
)
EXAMPLE_PLACE = f"{settings.REGENCY_FACTS['code']}.05.2001"
EXAMPLE_TIME = "2026-11-23T08:00:00+07:00"

FieldKey = Annotated[str, Field(pattern=KEY, max_length=60)]


class Out(Schema):
    """What the API answers."""


class In(BaseModel):
    """What the API takes: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


def show(*values: object) -> Any:
    """Give examples in the way of JSON Schema: a list."""
    return list(values)


def moment(description: str, *, example: str = EXAMPLE_TIME) -> Any:
    """Describe a moment with its offset from UTC."""
    return Field(description=description, examples=[example])


class Words(Out):
    """A text in both languages."""

    id: str = Field(description="Indonesian.", examples=["Surat keterangan usaha"])
    en: str = Field(
        description="English; empty when there is none.", examples=["Business statement letter"]
    )


class Fault(Out):
    """Why something was refused. The same shape for every error."""

    code: str = Field(description="For programs; stable.", examples=["wrong_input", "no_such_case"])
    message: str = Field(
        description="For people, in the language of Accept-Language.",
        examples=["Mohon periksa yang ditandai."],
    )
    fields: dict[str, str] = Field(
        default_factory=dict,
        description="A sentence for each place that is wrong, by its path in the body or query.",
        examples=[{"applicant.nik": "NIK terdiri dari 16 angka. Ini 15: kurang 1."}],
    )
    facts: dict[str, str] = Field(
        default_factory=dict,
        description="Facts behind it: `seconds` to wait; `who` was faster, `what`, `when`.",
        examples=[{"who": "Sari", "what": "Diteruskan", "when": "09.14"}],
    )


class OfficeRef(Out):
    """An office by key and name."""

    key: str = Field(description="Key of the office.", examples=[f"desa-{EXAMPLE_PLACE}"])
    name: str = Field(description="Name in the reader's language.", examples=["Desa Sumberberas"])


class Clock(Out):
    """A promise as it stands now."""

    state: str = Field(
        description="`ok`, `soon` (four fifths are spent), `late`, `paused`, `done`.",
        examples=["ok"],
    )
    spent_percent: int = Field(
        description="Share of the promised working time that is spent.", ge=0, le=100, examples=[40]
    )
    due_at: datetime = moment("Until when it is promised.")
    seconds_left: int = Field(
        description="Working seconds until then; negative when late.", examples=[14400]
    )
