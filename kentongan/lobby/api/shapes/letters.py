"""The shape of a letter's verification."""

from typing import Literal

from pydantic import Field

from kentongan.lobby.api.shapes.common import Out


class Letter(Out):
    """What the QR code of a letter answers; the person is masked."""

    verdict: Literal["valid", "expired", "revoked", "unknown"] = Field(
        description="Whether the letter holds today; of an unknown one the rest is empty.",
        examples=["valid"],
    )
    message: str = Field(description="The same in words.", examples=["Surat ini berlaku"])
    title: str = Field(
        default="", description="What letter it is.", examples=["Surat keterangan usaha"]
    )
    service: str = Field(default="", description="The service it came from.", examples=["SKU"])
    number: str = Field(default="", description="Its number.", examples=["470/012/MCR/2026"])
    office: str = Field(default="", description="Who issued it.", examples=["Kecamatan Muncar"])
    signer: str = Field(default="", description="In which capacity.", examples=["Camat Muncar"])
    holder_name: str = Field(
        default="", description="Whose letter it is, masked.", examples=["W*** C*****"]
    )
    holder_nik: str = Field(default="", description="NIK, masked.", examples=["3510********0001"])
    issued_on: str = Field(default="", description="Day of issue.", examples=["2026-11-20"])
    valid_until: str = Field(
        default="", description="Its last day; empty without an end.", examples=["2027-05-19"]
    )
    revoked_on: str = Field(
        default="", description="Day it was revoked; else empty.", examples=["2026-12-01"]
    )
    revoked_because: str = Field(
        default="", description="Why, in words; else empty.", examples=["isinya keliru"]
    )
