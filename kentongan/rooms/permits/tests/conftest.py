"""The permits' data, the people of its offices, and permits to play with."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.files.services import store_bytes
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits import api as permits
from kentongan.rooms.permits.models import Bill, Duty, Permit
from kentongan.rooms.permits.services import _cameras, _papers
from kentongan.rooms.permits.services._cameras import CameraFacts
from kentongan.rooms.permits.services._duties import open_duties
from kentongan.rooms.permits.services._papers import Paper
from kentongan.rooms.places import api as places
from tests.people import BEGIN, PASSWORD, SUMBERBERAS, People

WIB = ZoneInfo("Asia/Jakarta")
ROAD = [[114.279, -8.4501], [114.281, -8.4501]]  # eleven metres south of the buildings
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=WIB).astimezone(UTC)
OFFICERS = {
    "Winda": [("dpmptsp", "officer")],
    "Yusuf": [("dpmptsp", "head")],
    "Bagas": [("dpu-ckpp", "officer"), ("dpu-ckpp", "field")],
    "Eko": [("dpu-ckpp", "head")],
    "Lina": [("dlh", "officer")],
}
OWNERS = {"Lukman": "3510050303809001", "Hendra": "3510050404709001"}
HOUSE: dict[str, Any] = {
    "name": "Rumah tinggal", "function": "dwelling", "floor_area": "90", "floors": "1",
    "complexity": "simple", "permanence": "permanent", "ownership": "private", "work": "new",
    "address": "Jalan Melati 5", "lat": "-8.45", "lon": "114.28",
}  # fmt: skip
SHOP = {**HOUSE, "name": "Ruko Makmur", "function": "business", "floor_area": "240", "floors": "2"}


def days(count: float) -> timedelta:
    return timedelta(days=count)


def store_file(now: datetime = MONDAY) -> UUID:
    """Keep a file that stands for a document."""
    return store_bytes(
        b"%PDF-1.4 uji", name="berkas.pdf", media_type="application/pdf", by=TERMINAL, now=now
    ).pk


class FakeCameras:
    """What the duty asks of cameras, as a test wants it."""

    def __init__(self) -> None:
        self.known: dict[UUID, CameraFacts] = {}
        self.owners: dict[UUID, UUID] = {}

    def is_of(self, camera_id: UUID, *, owner_id: UUID) -> bool:
        return self.owners.get(camera_id, owner_id) == owner_id

    def set(self, camera_id: UUID, *, verified: bool = True, uptime: float | None = None) -> None:
        self.known[camera_id] = CameraFacts(verified, uptime)

    def look(
        self, camera_ids: Sequence[UUID], *, first: date, last: date
    ) -> Mapping[UUID, CameraFacts]:
        return {key: self.known[key] for key in camera_ids if key in self.known}


@pytest.fixture
def eyes(monkeypatch: pytest.MonkeyPatch) -> FakeCameras:
    fake = FakeCameras()
    monkeypatch.setattr(_cameras, "source", fake)
    return fake


class FakePress:
    """Gives numbers in place of printing and sealing; the real one has a test of its own."""

    def __init__(self) -> None:
        self.written: dict[tuple[UUID, str], Mapping[str, Any]] = {}

    def issue_paper(self, *, case_id: UUID, purpose: str = "", **how: Any) -> Paper:
        facts: Mapping[str, Any] = how["facts"]
        self.written.setdefault((case_id, purpose), facts)
        return Paper(f"{how['plan']['series']}/{len(self.written)}", "T" * 26)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    fake = FakePress()
    monkeypatch.setattr(_papers, "issue_paper", fake.issue_paper)
    for name in ("find_step_signer", "find_office_signer"):
        monkeypatch.setattr(_papers, name, lambda *args, **how: None)
    return fake


@pytest.fixture
def loaded(regency: None) -> None:
    permits.load_permits(settings.REGENCY_FOLDER, by=TERMINAL, now=BEGIN)


@pytest.fixture
def team(folk: People, loaded: None) -> People:
    """Everybody, and the people of the two offices, and two owners."""
    for name, roles in OFFICERS.items():
        if name not in folk.users:
            folk.users[name] = _make_user(name)
            for key, role in roles:
                people.appoint(
                    user_id=folk.users[name], office_id=places.get_office(key).pk, role=role,
                    starts_at=BEGIN, by=TERMINAL, now=BEGIN,
                )  # fmt: skip
    for name, nik in OWNERS.items():
        if name not in folk.users:
            folk.users[name] = _make_user(name)
            folk.persons[name] = people.register_person(
                name=f"{name} Contoh", nik=nik, phone="081234567009",
                email=f"{name.lower()}@contoh.example", village_code=SUMBERBERAS,
                user_id=folk.users[name], by=TERMINAL, now=BEGIN,
            ).id  # fmt: skip
    return folk


def _make_user(name: str) -> int:
    return people.create_user(
        email=f"{name.lower()}@contoh.example", name=name, password=PASSWORD,
        by=TERMINAL, now=BEGIN,
    )  # fmt: skip


class Desk:
    """Does what the people of a permit do, a line each."""

    def __init__(self, team: People) -> None:
        self.team = team

    def by(self, name: str, at: datetime = MONDAY) -> people.Actor:
        return self.team.actor(name, now=at)

    def register(self, name: str = "Lukman", facts: Any = HOUSE, *, at: datetime = MONDAY) -> Any:
        return permits.register_building(
            owner_id=self.team.persons[name], village_code=SUMBERBERAS, facts=facts,
            by=self.by(name, at), now=at,
        )  # fmt: skip

    def draft(
        self, kind: str = "pbg", name: str = "Lukman", facts: Any = HOUSE, *,
        building: Any = None, skip: Sequence[str] = (), at: datetime = MONDAY,
    ) -> Any:  # fmt: skip
        building = building or self.register(name, facts, at=at)
        draft = permits.start_draft(
            kind=kind, building_id=building.pk, by=self.by(name, at), now=at
        )
        for plan in permits.list_documents(kind, building):
            if plan.is_required and plan.key not in skip:
                permits.put_document(
                    draft_id=draft.pk, key=plan.key, file_id=store_file(at), by=self.by(name, at),
                    now=at,
                )  # fmt: skip
        return draft

    def submit(self, *args: Any, at: datetime = MONDAY, **facts: Any) -> Permit:
        draft = self.draft(*args, at=at, **facts)
        name = facts.get("name", args[1] if len(args) > 1 else "Lukman")
        return permits.submit_draft(draft_id=draft.pk, by=self.by(name, at), now=at)

    def decide(
        self, permit: Any, name: str, decision: str, *, at: datetime = MONDAY, note: str = ""
    ) -> Any:
        case = cases.get_case(permit.pk)
        cases.decide(
            case_id=permit.pk, version=case.version, decision=decision, note=note,
            by=self.by(name, at), now=at,
        )  # fmt: skip
        return type(permit).objects.get(pk=permit.pk)

    def accept_all(self, permit: Permit, name: str = "Bagas", *, at: datetime = MONDAY) -> None:
        for row in permits.list_permit_documents(permit):
            permits.review_document(
                permit_id=permit.pk, key=row.key, standing="accepted", by=self.by(name, at), now=at
            )

    def price(self, permit: Permit, *, at: datetime = MONDAY) -> Permit:
        """Bring an approval to its bill."""
        self.decide(permit, "Winda", "forward", at=at)
        self.accept_all(permit, at=at)
        self.decide(permit, "Bagas", "forward", at=at)
        self.decide(permit, "Bagas", "forward", at=at)
        done: Permit = self.decide(permit, "Eko", "forward", at=at)
        return done

    def pay(self, permit: Permit, *, at: datetime = MONDAY, **facts: Any) -> Bill:
        bill = Bill.objects.exclude(standing="void").get(permit=permit)
        whole = {
            "bill_id": bill.pk, "amount": bill.amount, "reference": f"STS-{bill.pk}",
            "channel": "bank", "paid_at": at, **facts,
        }  # fmt: skip
        return permits.record_payment(**whole, by=self.by("Winda", at), now=at)

    def issue(self, permit: Permit, *, at: datetime = MONDAY) -> Permit:
        self.decide(permit, "Yusuf", "grant", at=at)
        return permits.issue_permit(case_id=permit.pk, by=TERMINAL, now=at)

    def approve(self, name: str = "Lukman", facts: Any = SHOP, *, at: datetime = MONDAY) -> Permit:
        """Bring an approval from asking to its letter."""
        permit = self.submit("pbg", name, facts, at=at)
        self.price(permit, at=at)
        self.pay(permit, at=at)
        return self.issue(permit, at=at)

    def owe(self, name: str = "Lukman", facts: Any = SHOP, *, at: datetime = MONDAY) -> Duty:
        """Give a duty without the way to it, which other tests walk."""
        building = self.register(name, facts, at=at)
        by = self.by(name, at)
        case = cases.submit_case(
            type_slug="izin-pbg", place_code=SUMBERBERAS, applicant_id=building.owner_id,
            answers={}, by=by, now=at,
        )  # fmt: skip
        permit = Permit.objects.create(
            case=case, code=case.code, kind="pbg", building=building, standing="issued",
            submitted_at=at, changed_at=at, issued_at=at,
        )  # fmt: skip
        found = open_duties(permit, by=by, now=at)
        assert found is not None
        return found

    def inspect(self, permit: Permit, *, fits: bool = True, at: datetime = MONDAY) -> None:
        permits.inspect_building(
            permit_id=permit.pk, photo_id=store_file(at), is_fitting=fits,
            findings="" if fits else "Tangga darurat belum ada.", by=self.by("Bagas", at), now=at,
        )  # fmt: skip

    def certify(self, permit: Permit, *, at: datetime) -> Permit:
        """Bring a certificate to the confirming head."""
        self.decide(permit, "Winda", "forward", at=at)
        self.accept_all(permit, at=at)
        self.inspect(permit, at=at)
        done: Permit = self.decide(permit, "Bagas", "forward", at=at)
        return done

    def declare(self, duty: Duty, name: str = "Lukman", *, at: datetime = MONDAY) -> UUID:
        """Register a camera of somebody's that looks at a road, and count it for the duty."""
        camera = cameras.declare_camera(
            name="Gerbang", owner_kind="private", owner_id=self.team.persons[name],
            purpose="security", mode="none", place_code=SUMBERBERAS, lat=-8.45, lon=114.28,
            bearing=180, field_of_view=90, road_line=ROAD, has_consented=True,
            by=self.by(name, at), now=at,
        )  # fmt: skip
        permits.add_camera(duty_id=duty.pk, camera_id=camera.pk, by=self.by(name, at), now=at)
        return camera.pk


@pytest.fixture
def desk(team: People, eyes: FakeCameras, press: FakePress) -> Desk:
    return Desk(team)


@pytest.fixture
def duty(desk: Desk) -> Duty:
    """The duty of a shop whose approval was issued on Monday."""
    return desk.owe()
