"""Shapes of what residents' programs do with a case they follow."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from kentongan.lobby.api.shapes.common import EXAMPLE_CODE, In, Out, moment

Points = Annotated[int, Field(ge=1, le=4, examples=[4])]


class Withdrawal(In):
    """Taking an application back."""

    reason: str = Field(
        default="",
        description="Why, if the applicant likes to say.",
        max_length=1000,
        examples=["Sudah tidak diperlukan."],
    )


class NewRating(In):
    """The nine elements of satisfaction, each 1 (bad) to 4 (very good)."""

    u1: Points = Field(description="Requirements.")
    u2: Points = Field(description="Procedure.")
    u3: Points = Field(description="Time.")
    u4: Points = Field(description="Cost; 4 when it was free as promised.")
    u5: Points = Field(description="What one got, against what was promised.")
    u6: Points = Field(description="Competence of the officers.")
    u7: Points = Field(description="Manners of the officers.")
    u8: Points = Field(description="Handling of complaints.")
    u9: Points = Field(description="Rooms and equipment.")
    comment: str = Field(
        default="",
        description="Anything else; read by the office, never published.",
        max_length=2000,
        examples=["Cepat dan ramah."],
    )


class Rated(Out):
    """A rating that was kept."""

    code: str = Field(description="Code of the case.", examples=[EXAMPLE_CODE])
    rated_at: datetime = moment("When.")
