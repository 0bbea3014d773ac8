"""Shapes of applications, tracking, the desk and decisions."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from kentongan.lobby.api.shapes.common import (
    EXAMPLE_CODE,
    EXAMPLE_PLACE,
    REGION,
    SLUG,
    Clock,
    FieldKey,
    In,
    OfficeRef,
    Out,
    moment,
)

Claim = Annotated[str, Field(min_length=10, max_length=500, description="Claim of a sent file.")]
Language = Literal["id", "en"]
CODE = "Code of the case, as on the receipt."
LONGEST_TEXT = 4000


class SentFile(Out):
    """A file that was taken, waiting to be used."""

    id: str = Field(
        description="Id of the file.", examples=["0197f5c6-6b1e-7c3a-9f55-6f1d2b8f9a10"]
    )
    claim: str = Field(
        description="Show this in `files` of an application or answer.", examples=["IjAxOTdm…"]
    )
    name: str = Field(description="Cleaned name.", examples=["ktp.jpg"])
    media_type: str = Field(
        description="What is kept: photos are redrawn as JPEG without EXIF.",
        examples=["image/jpeg"],
    )
    size: int = Field(description="Bytes kept.", examples=[182_331])
    expires_at: datetime = moment("Until when the claim counts; unused files are deleted.")


class Applicant(In):
    """Who asks. NIK and telephone are stored encrypted and never come back in full."""

    name: str = Field(
        description="Name as on the identity card.", min_length=1, max_length=120, examples=["Wati"]
    )
    nik: str = Field(
        description="NIK: 16 digits, blanks allowed.", max_length=40, examples=["3510164101900001"]
    )
    phone: str = Field(description="Telephone.", max_length=40, examples=["0812 3456 7001"])
    email: str = Field(
        default="",
        description="Where notices go; may be empty.",
        max_length=254,
        examples=["wati@contoh.example"],
    )
    village_code: str = Field(
        description="Kemendagri code of the village they live in.",
        pattern=REGION,
        examples=[EXAMPLE_PLACE],
    )
    address: str = Field(
        description="Address in that village.",
        min_length=1,
        max_length=240,
        examples=["RT 02 RW 01"],
    )
    consent: Literal[True] = Field(
        description="The applicant agreed to the processing of these data (UU 27/2022)."
    )


class PersonAnswer(In):
    """Somebody else, in a question of the type `person`."""

    name: str = Field(
        description="Name as on the identity card.", max_length=120, examples=["Slamet"]
    )
    nik: str = Field(description="NIK: 16 digits.", max_length=40, examples=["3510160101900001"])


Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Number = Annotated[int, Field(ge=-(10**15), le=10**15)]
AnyAnswer = Text | bool | Number | PersonAnswer | None
NO_OTHERS = {"additionalProperties": False}
Files = Annotated[dict[FieldKey, Claim], Field(max_length=20, json_schema_extra=NO_OTHERS)]
Answers = Annotated[dict[FieldKey, AnyAnswer], Field(max_length=100, json_schema_extra=NO_OTHERS)]


class NewCase(In):
    """An application. `form` of `GET /services/{slug}` says what this service asks."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "service": "surat-keterangan-usaha",
                    "applicant": {
                        "name": "Wati Contoh",
                        "nik": "3510164101900001",
                        "phone": "0812 3456 7001",
                        "email": "",
                        "village_code": EXAMPLE_PLACE,
                        "address": "Dusun Krajan RT 02 RW 01",
                        "consent": True,
                    },
                    "answers": {"business_name": "Ternak bebek Sumberayu"},
                    "files": {"ktp": "IjAxOTdm…"},
                    "language": "id",
                }
            ]
        },
    )
    service: str = Field(description="Slug of the service.", pattern=SLUG, max_length=80)
    applicant: Applicant = Field(description="Who asks.")
    answers: Answers = Field(description="Answers by key of the question.", default_factory=dict)
    files: Files = Field(description="Claims by key of the paper.", default_factory=dict)
    language: Language = Field(default="id", description="Language of notices to the applicant.")


class Received(Out):
    """A case that was received."""

    code: str = Field(description=CODE, examples=[EXAMPLE_CODE])
    service: str = Field(description="Slug of the service.", examples=["surat-keterangan-usaha"])
    office: OfficeRef = Field(description="Who has it first.")
    submitted_at: datetime = moment("When it was received.", example="2026-11-20T14:00:00+07:00")
    due_at: datetime = moment("Until when it is promised.")
    why: str = Field(
        description="Why this date, in one sentence.",
        examples=["Paling lambat Senin 23 November 15.30: 1 hari kerja setelah berkas diterima."],
    )
    url: str = Field(description="Where people track it.")


class Track(In):
    """Proof to know a case: nothing of it stands in an address."""

    code: str = Field(description=CODE, min_length=1, max_length=40, examples=[EXAMPLE_CODE])
    last_four: str = Field(
        description="Last four digits of the applicant's telephone or NIK.",
        min_length=1,
        max_length=20,
        examples=["7001"],
    )


class Turn(Out):
    """One office's turn."""

    key: str = Field(description="Key of the step.", examples=["desa"])
    title: str = Field(description="What happens.", examples=["Diperiksa petugas desa"])
    office: OfficeRef = Field(description="Who does it.")
    starts_at: datetime = moment("When it began.")
    ended_at: datetime | None = moment("When it ended; null while it runs.")
    decision: str = Field(description="How it ended; empty while it runs.", examples=["forward"])
    clock: Clock = Field(description="The office's own promise.")
    why: str = Field(description="Why its date is what it is; empty when it ended.")


class Happening(Out):
    """One line of the story."""

    at: datetime = moment("When.")
    what: str = Field(description="What happened.", examples=["Diteruskan"])
    who: str = Field(
        description="Which office; for offices also who.", examples=["Desa Sumberberas"]
    )
    text: str = Field(description="What was written.", examples=["Fotonya buram, mohon ulang."])
    kind: str = Field(
        description="`step`, `message`, `ask`, `answer`, `consult`, `due`.", examples=["ask"]
    )


class FollowedCase(Out):
    """A case as its applicant sees it."""

    code: str = Field(description=CODE, examples=[EXAMPLE_CODE])
    service: str = Field(description="Slug of the service.", examples=["surat-keterangan-usaha"])
    service_name: str = Field(description="Its name.", examples=["Surat keterangan usaha"])
    place: str = Field(description="Where it belongs.", examples=["Sumberberas, Muncar"])
    state: str = Field(
        description="`running`, `waiting` (for the applicant), `finishing`, `closed`.",
        examples=["running"],
    )
    state_name: str = Field(description="The state in words.", examples=["Di kantor"])
    outcome: str = Field(
        description="`granted`, `refused`, `withdrawn`; empty while open.", examples=["", "granted"]
    )
    submitted_at: datetime = moment("When it was received.", example="2026-11-20T14:00:00+07:00")
    closed_at: datetime | None = moment("When it was closed; null while open.")
    clock: Clock = Field(description="The promise to the applicant.")
    why: str = Field(description="Why its date is what it is, in one sentence.")
    steps: list[Turn] = Field(description="Turns of offices so far, oldest first.")
    timeline: list[Happening] = Field(description="What happened, oldest first.")
    question: str = Field(description="What the office asks now; empty when nothing.")


class TrackedCase(FollowedCase):
    """The same, with the proof for what follows."""

    token: str = Field(
        description="Show it as Bearer to `answer`, `withdrawal` and `rating` of this case."
    )
    token_expires_at: datetime = moment("Until when the token counts.")


class ApplicantAnswer(In):
    """The answer to what an office asked: words, files, or both."""

    text: str = Field(
        default="",
        description="Words.",
        max_length=LONGEST_TEXT,
        examples=["Ini fotonya yang baru."],
    )
    files: Files = Field(
        description="Claims by key of the paper they replace, or `extra`.", default_factory=dict
    )


class DeskLine(Out):
    """One step on the desk."""

    code: str = Field(description=CODE, examples=[EXAMPLE_CODE])
    version: int = Field(description="Give it back with a decision.", examples=[1])
    service: str = Field(description="Slug of the service.", examples=["surat-keterangan-usaha"])
    service_name: str = Field(description="Its name.", examples=["Surat keterangan usaha"])
    applicant: str = Field(description="Name of the applicant.", examples=["Wati Contoh"])
    place: str = Field(description="Where it belongs.", examples=["Sumberberas, Muncar"])
    state: str = Field(description="State of the case.", examples=["running"])
    step: str = Field(description="Key of the step.", examples=["desa"])
    role: str = Field(description="Role that holds it.", examples=["officer"])
    starts_at: datetime = moment("When the step began.")
    due_at: datetime = moment("Until when it is promised.")
    ended_at: datetime | None = moment("When it ended; null while it runs.")
    is_late: bool = Field(description="Whether the promise has passed.")


class DeskPage(Out):
    """One page of a queue."""

    items: list[DeskLine] = Field(description="Steps, the most urgent first.")
    next: str | None = Field(description="Give it as `after`; null at the end.")


class MaskedApplicant(Out):
    """Who asks, as offices see them: masked."""

    name: str = Field(description="Name.", examples=["Wati Contoh"])
    nik: str = Field(description="NIK, masked.", examples=["3510••••••••0001"])
    phone: str = Field(description="Telephone, masked.", examples=["••••7001"])
    village_code: str = Field(description="Village they live in.", examples=[EXAMPLE_PLACE])


class Answered(Out):
    """A question and its answer in words."""

    question: str = Field(description="The question.", examples=["Nama usaha"])
    answer: str = Field(
        description="The answer, NIK and telephone masked.", examples=["Ternak bebek"]
    )


class Paper(Out):
    """A file of the case."""

    id: int = Field(description="For `GET /cases/{code}/files/{id}`.", examples=[812])
    key: str = Field(description="Key of the requirement.", examples=["ktp"])
    name: str = Field(description="What it is.", examples=["Foto KTP pemohon"])
    media_type: str = Field(
        description="`image/jpeg` or `application/pdf`.", examples=["image/jpeg"]
    )
    size: int = Field(description="Bytes.", examples=[182_331])
    added_at: datetime = moment("When it was added.")


class PossibleDecision(Out):
    """A decision the token's office may take now."""

    decision: str = Field(description="For `POST /cases/{code}/decisions`.", examples=["forward"])
    label: str = Field(description="As on the button.", examples=["Teruskan"])
    needs_note: bool = Field(description="Whether the applicant is owed a reason.")
    needs_person: bool = Field(description="Whether only a person with second factor may take it.")


class OfficeCase(FollowedCase):
    """A case as an office with a part in it sees it."""

    version: int = Field(description="Give it back with a decision.", examples=[3])
    applicant: MaskedApplicant = Field(description="Who asks.")
    answers: list[Answered] = Field(description="The form in words.")
    files: list[Paper] = Field(description="Files that count now.")
    decisions: list[PossibleDecision] = Field(description="What may be decided now.")
    may_ask: list[OfficeRef] = Field(
        description="Offices that yours may ask now by `POST /cases/{code}/consults`."
    )
    advice_asked: list[str] = Field(
        description="Open questions of other offices to yours; answer with the decision `advise`.",
        examples=[["Apakah alamat ini benar?"]],
    )


class NewDecision(In):
    """A decision on the step the office holds."""

    version: int = Field(
        description="Of the case as it was read; another one means somebody was faster.",
        ge=1,
        le=2**31 - 1,
        examples=[1],
    )
    decision: Literal["forward", "grant", "refuse", "return", "reassign", "ask", "advise"] = Field(
        description="What is decided. `advise` answers another office's question.",
        examples=["forward"],
    )
    note: str = Field(
        default="",
        description="Reason or question; all but `forward` and `grant` need one.",
        max_length=LONGEST_TEXT,
        examples=["Fotonya buram, mohon ulang."],
    )
    office: str = Field(
        default="",
        description="Key of the office that takes over; `reassign` needs it (`GET /offices`).",
        max_length=60,
        examples=["dinkes"],
    )


class Decided(Out):
    """The case after a decision."""

    code: str = Field(description=CODE, examples=[EXAMPLE_CODE])
    version: int = Field(description="The new version.", examples=[2])
    state: str = Field(description="The new state.", examples=["running"])
    outcome: str = Field(description="How it ended; empty while open.", examples=[""])
    office: OfficeRef = Field(description="Who holds it now.")


class NewConsult(In):
    """A question to another office; your own clock runs on."""

    version: int = Field(
        description="Of the case as it was read; another one means somebody was faster.",
        ge=1,
        le=2**31 - 1,
        examples=[1],
    )
    office: str = Field(
        description="Key of one of the offices in `may_ask`.",
        min_length=1,
        max_length=80,
        examples=["dinkes"],
    )
    question: str = Field(
        description="What you need to know.",
        min_length=1,
        max_length=LONGEST_TEXT,
        examples=["Apakah pemohon peserta program ini?"],
    )


class Consulted(Out):
    """A question on the other office's desk."""

    id: str = Field(
        description="Id of the question.", examples=["0197f5c6-6b1e-7c3a-9f55-6f1d2b8f9a10"]
    )
    office: OfficeRef = Field(description="Who was asked.")
    due_at: datetime = moment("Until when the answer is promised.")


class NewMessage(In):
    """A message to the applicant; it stops no clock."""

    text: str = Field(
        description="Words.", min_length=1, max_length=LONGEST_TEXT, examples=["Surat Anda siap."]
    )


class Written(Out):
    """A message that was written."""

    id: int = Field(description="Number of the message.", examples=[77])
    written_at: datetime = moment("When.")
