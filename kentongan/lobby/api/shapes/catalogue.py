"""Shapes of services, places and offices."""

from typing import Any

from pydantic import Field

from kentongan.lobby.api.shapes.common import EXAMPLE_PLACE, OfficeRef, Out, Words

NEXT = "Give it as `after` to get the next page; null at the end."


class Category(Out):
    """A shelf of the catalogue."""

    key: str = Field(description="Key, for `category=`.", examples=["usaha"])
    name: Words = Field(description="Name of the shelf.")


class ServiceLine(Out):
    """A service as a list shows it."""

    slug: str = Field(description="Stable name.", examples=["surat-keterangan-usaha"])
    abbreviation: str = Field(description="What people call it; may be empty.", examples=["SKU"])
    name: Words = Field(description="Name of the service.")
    summary: Words = Field(description="One sentence.")
    category: Category = Field(description="Where it stands in the catalogue.")
    url: str = Field(
        description="Address of its page for people.",
        examples=["https://example.go.id/layanan/surat-keterangan-usaha/"],
    )


class ServicePage(Out):
    """One page of services."""

    items: list[ServiceLine] = Field(description="Services, in the order of the catalogue.")
    next: str | None = Field(description=NEXT, examples=["surat-keterangan-usaha"])


class Promise(Out):
    """Working time that is promised; exactly one unit."""

    unit: str = Field(
        description="`minutes`, `hours` or `days` of working time.", examples=["days"]
    )
    amount: int = Field(description="How many.", examples=[1])
    words: str = Field(description="In the reader's language.", examples=["1 hari kerja"])


class Component(Out):
    """One of the 14 components of a service standard (UU 25/2009 article 21)."""

    key: str = Field(description="Which component.", examples=["fee"])
    title: Words = Field(description="Name of the component.")
    text: Words = Field(description="What the standard says.")


class Law(Out):
    """A law the service rests on."""

    text: Words = Field(description="Name of the law.")
    source: str = Field(description="Where it was read.", examples=["Salinan umum"])
    is_verified: bool = Field(description="Whether somebody compared it with the text of the law.")


class Step(Out):
    """One step of the route."""

    key: str = Field(description="Key of the step.", examples=["desa"])
    title: Words = Field(description="What happens.")
    office: str = Field(
        description="`village`, `district`, `regency` of the applicant's place, or `office:<key>`.",
        examples=["village"],
    )
    role: str = Field(description="Who decides there.", examples=["officer", "head"])
    promise: Promise = Field(description="The office's own promise.")
    decisions: list[str] = Field(
        description="What may be decided.", examples=[["forward", "refuse", "ask"]]
    )
    signs: bool = Field(description="Whether granting here signs the letter; a person must do it.")


class Reality(Out):
    """What really happened in the last 90 days, in working time."""

    days: int = Field(description="How many days back.", examples=[90])
    count: int = Field(description="Cases closed.", examples=[212])
    median_seconds: int = Field(description="Half took at most this.", examples=[9000])
    p90_seconds: int = Field(description="Nine of ten took at most this.", examples=[26000])
    on_time_percent: int = Field(description="Share closed within the promise.", examples=[96])
    slowest_place: str = Field(
        description="Village with the highest median; empty when too few cases.",
        examples=["Sumberberas, Muncar"],
    )
    slowest_seconds: int = Field(description="Its median.", examples=[30000])


class ServiceDetail(ServiceLine):
    """Everything about a service, enough to build its form and file an application."""

    keywords: list[str] = Field(description="Words people search by.", examples=[["sku", "kredit"]])
    promise: Promise = Field(description="The promise to the applicant.")
    standard: list[Component] = Field(description="All 14 components of the service standard.")
    laws: list[Law] = Field(description="Legal basis, law by law.")
    route: list[Step] = Field(description="Offices it travels through, in order.")
    form: dict[str, Any] = Field(
        description=(
            "JSON Schema (2020-12) of the body of `POST /cases`, with `x-labels` and `x-hints` in "
            "both languages. Dates, places and NIK are checked again by the server."
        ),
        examples=[{"type": "object", "required": ["service", "applicant", "answers", "files"]}],
    )
    reality: Reality | None = Field(description="Null while fewer than 10 cases are closed.")
    satisfaction: float | None = Field(
        description="IKM, 25 to 100, last 90 days (PermenPANRB 14/2017); null when few answered.",
        examples=[88.1],
    )


class Region(Out):
    """A province, regency, city, district or village by its Kemendagri code."""

    code: str = Field(description="Kemendagri code.", examples=[EXAMPLE_PLACE])
    name: str = Field(description="Name.", examples=["Sumberberas"])
    full_name: str = Field(
        description="Name with what it lies in.", examples=["Sumberberas, Muncar"]
    )
    kind: str = Field(
        description="`province`, `regency`, `city`, `district`, `desa`, `kelurahan`.",
        examples=["desa"],
    )
    parent: str | None = Field(description="Code of what it lies in.", examples=[EXAMPLE_PLACE[:8]])


class RegionPage(Out):
    """One page of regions."""

    items: list[Region] = Field(description="Regions: best match first, or by code.")
    next: str | None = Field(description=NEXT, examples=[EXAMPLE_PLACE])


class Office(OfficeRef):
    """A place where people work on cases."""

    short_name: str = Field(description="As people say it.", examples=["Desa Sumberberas"])
    aliases: list[str] = Field(description="Other names.", examples=[["Dukcapil"]])
    kind: str = Field(
        description="`village`, `district`, `agency`, `regency`.", examples=["village"]
    )
    region: str = Field(description="Code of the region it serves.", examples=[EXAMPLE_PLACE])
    parent: str | None = Field(description="Key of the office above.", examples=["bupati"])
    phone: str = Field(description="Telephone; may be empty.", examples=["0333 000000"])
    email: str = Field(description="E-mail; may be empty.", examples=["desa@example.go.id"])
    address: str = Field(description="Street; may be empty.", examples=["Jl. Raya 1"])


class OfficePage(Out):
    """One page of offices."""

    items: list[Office] = Field(description="Offices: best match first, or by key.")
    next: str | None = Field(description=NEXT, examples=["bupati"])


class Score(Out):
    """How one office kept its promises in the period."""

    office: OfficeRef = Field(description="The office.")
    ended: int = Field(description="Steps ended.", examples=[120])
    on_time: int = Field(description="Of those, within their promise.", examples=[114])
    on_time_percent: int | None = Field(description="Null when none ended.", examples=[95])
    median_seconds: int = Field(description="Half of the steps took at most this.", examples=[1800])
    open: int = Field(description="Steps open now.", examples=[9])
    late: int = Field(description="Of those, past their promise.", examples=[1])
    satisfaction: float | None = Field(
        description="IKM, 25 to 100; null while too few answered.", examples=[86.4]
    )
    rated: int = Field(description="Answers of the survey.", examples=[33])


class Scores(Out):
    """Every office with work in the period, those with late work first."""

    days: int = Field(description="Length of the period, until now.", examples=[30])
    items: list[Score] = Field(description="One line per office.")


class AuditDay(Out):
    """The head of the audit chain at the end of one day."""

    date: str = Field(description="Day in the regency's time zone.", examples=["2026-11-20"])
    last_line: int = Field(description="Number of its last line.", examples=[5120])
    lines: int = Field(description="Lines of this day.", examples=[310])
    sha256: str = Field(description="Hash of the last line, in hex.", examples=["9f86d081" * 8])


class AuditDays(Out):
    """One page of day heads, newest first."""

    items: list[AuditDay] = Field(description="Days.")
    next: str | None = Field(description=NEXT, examples=["2026-11-20"])
