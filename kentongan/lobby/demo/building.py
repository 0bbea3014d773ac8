"""What people of the demo build, and how far their permits are: through the real services."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from kentongan.foundation.actors import CLOCK
from kentongan.lobby.demo import forms, network, papers
from kentongan.lobby.demo.acting import find_officer
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits import api as permits
from kentongan.rooms.places import api as places

STEPS = (
    "draft", "submit", "check", "remark", "review", "price", "approve", "pay", "grant",
    "slf_submit", "slf_check", "slf_review", "slf_approve", "slf_grant",
)  # fmt: skip
MORNINGS = 40  # days on which duties are looked at and letters sent
USUAL = {
    "complexity": "simple", "permanence": "permanent", "ownership": "private", "work": "new",
}  # fmt: skip
PHOTO = "foto_lapangan"


@dataclass
class Site:
    """A building on its way; the ids come as the story goes."""

    story: Any
    told: Mapping[str, Any]
    row: Mapping[str, Any]
    papers: Mapping[str, UUID]
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def permit_id(self) -> UUID:
        """The certificate once it was asked for, else the approval."""
        found: UUID = self.ids.get("slf") or self.ids["pbg"]
        return found

    def say(self, kind: str) -> str:
        return str(self.story.random.choice(self.told["words"][kind]))


def plan_buildings(story: Any, *, until: datetime) -> None:
    """Plan every building of buildings.toml; nothing where the regency has no permits."""
    file = settings.REGENCY_FOLDER / "buildings.toml"
    if not file.exists() or permits.find_kind("pbg") is None:
        return
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    drawn = _draw_papers(until - timedelta(days=max(row["since"] for row in told["buildings"])))
    for number, row in enumerate(told["buildings"]):
        _plan(Site(story, told, row, drawn), until=until, number=number)
    for day in range(MORNINGS, 0, -1):
        story.at(until - timedelta(days=day), _look_after_duties)


def _draw_papers(now: datetime) -> dict[str, UUID]:
    names = {
        row["key"]: row["name"]["id"]
        for kind in permits.Kind
        for row in permits.get_plan(kind).raw["documents"]
    }
    return papers.store_papers(names | {PHOTO: "Foto lapangan"}, by=CLOCK, now=now)


def _plan(site: Site, *, until: datetime, number: int) -> None:
    """Plan the steps of one building, each on its day."""
    begin = until - timedelta(days=site.row["since"], minutes=40 + 11 * number)
    last = STEPS.index(site.row["until"])
    for step in STEPS[: last + 1]:
        if step == "remark" and site.row["until"] != "remark":
            continue
        moment = begin + timedelta(days=site.told["days"][step], minutes=STEPS.index(step))
        site.story.at(min(moment, until - timedelta(minutes=number + 2)), _wrap(step, site))
    if site.row.get("ending") == "refuse":
        site.story.at(begin + timedelta(days=site.told["days"]["review"]), _wrap("refuse", site))
    if "camera" in site.row:
        moment = begin + timedelta(days=site.told["days"]["declare"])
        site.story.at(moment, _wrap("declare", site))
        site.story.at(moment + timedelta(days=1), _wrap("judge", site))
    relief = site.row.get("relief")
    if relief:
        site.story.at(until - timedelta(days=relief["asked"]), _wrap("ask_relief", site))
        site.story.at(until - timedelta(days=relief["decided"]), _wrap("decide_relief", site))


def _wrap(step: str, site: Site) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        DONE[step](site, now)

    return happen


def _look_after_duties(now: datetime) -> None:
    permits.refresh_duties(by=CLOCK, now=now)
    permits.send_due_warnings(by=CLOCK, now=now)


# --- What each step does ---


def _find_owner(site: Site, now: datetime) -> people.Actor:
    """Return who owns the building: somebody of the demo, or somebody invented."""
    if "owner_id" not in site.ids:
        known = forms.find_resident(site.story.told, site.row.get("owner", ""))
        if known and known.user_id:
            site.ids["user_id"] = known.user_id
            site.ids["owner_id"] = people.get_actor(known.user_id, now=now).person_id
        else:
            village = site.row["village"]
            one = forms.invent_resident(site.story.random, site.story.told, village=village)
            site.ids["address"] = one.address
            made = people.register_person(**one.applicant, by=CLOCK, now=now)
            site.ids["owner_id"] = made.id
    if "user_id" in site.ids:
        return people.get_actor(site.ids["user_id"], now=now)
    return people.Actor(ref="visitor", person_id=site.ids["owner_id"])


def _start(site: Site, now: datetime, *, kind: str, missing: int = 0) -> Any:
    owner = _find_owner(site, now)
    if "building" not in site.ids:
        site.ids["building"] = _register(site, owner, now)
    draft = permits.start_draft(kind=kind, building_id=site.ids["building"].pk, by=owner, now=now)
    needed = [
        plan.key for plan in permits.list_documents(kind, site.ids["building"]) if plan.is_required
    ]
    for key in needed[: len(needed) - missing]:
        permits.put_document(
            draft_id=draft.pk, key=key, file_id=site.papers[key], by=owner, now=now
        )
    return draft


def _register(site: Site, owner: people.Actor, now: datetime) -> Any:
    row = site.row
    lat, lon = row.get("at", (None, None))
    given = {key: str(row[key]) for key in (*USUAL, "name", "function", "floors") if key in row}
    facts = {
        **USUAL, **given,
        "floor_area": row["floor_area"], "is_umkm": row.get("is_umkm", False),
        "address": row.get("address") or site.ids.get("address", ""), "lat": lat, "lon": lon,
    }  # fmt: skip
    return permits.register_building(
        owner_id=site.ids["owner_id"], village_code=row["village"], facts=facts, by=owner, now=now
    )


def _draft(site: Site, now: datetime) -> None:
    if site.row["until"] == "draft":
        _start(site, now, kind="pbg", missing=2)


def _submit(site: Site, now: datetime, *, kind: str = "pbg") -> None:
    draft = _start(site, now, kind=kind)
    owner = _find_owner(site, now)
    site.ids[kind] = permits.submit_draft(draft_id=draft.pk, by=owner, now=now).pk


def _submit_slf(site: Site, now: datetime) -> None:
    _submit(site, now, kind="slf")


def _forward(site: Site, now: datetime, *, decision: str = "forward", note: str = "") -> None:
    case = cases.get_case(site.permit_id)
    _decide(case, decision, now, note=note)


def _decide(case: Any, decision: str, now: datetime, *, note: str = "") -> None:
    step = case.current_step
    officer = find_officer(step.office_id, step.role, now)
    if officer is not None:
        cases.decide(
            case_id=case.pk, version=case.version, decision=decision, note=note, by=officer, now=now
        )


def _find_reviewer(site: Site, now: datetime) -> people.Actor:
    step = cases.get_case(site.permit_id).current_step
    officer = find_officer(step.office_id, step.role, now) if step else None
    return officer or people.VISITOR


def _remark(site: Site, now: datetime) -> None:
    officer = _find_reviewer(site, now)
    permit = permits.get_visible_permit(cases.get_case(site.permit_id).code, by=officer)
    for number, row in enumerate(permits.list_permit_documents(permit)):
        standing = "accepted" if number else "remarked"
        permits.review_document(
            permit_id=permit.pk, key=row.key, standing=standing, remark=site.say("remark"),
            by=officer, now=now,
        )  # fmt: skip
    permits.ask_for_corrections(
        permit_id=permit.pk, version=cases.get_case(permit.pk).version, by=officer, now=now
    )


def _review(site: Site, now: datetime) -> None:
    officer = _find_reviewer(site, now)
    permit = permits.get_visible_permit(cases.get_case(site.permit_id).code, by=officer)
    for row in permits.list_permit_documents(permit):
        permits.review_document(
            permit_id=permit.pk, key=row.key, standing="accepted", by=officer, now=now
        )
    if permit.kind == permits.Kind.SLF:
        permits.inspect_building(
            permit_id=permit.pk, photo_id=site.papers[PHOTO], is_fitting=True, by=officer, now=now
        )
    _forward(site, now)


def _pay(site: Site, now: datetime) -> None:
    winda = find_officer(places.get_office("dpmptsp").pk, "officer", now)
    case = cases.get_case(site.permit_id)
    if winda is None or case.state != "waiting":
        return
    permit = permits.get_visible_permit(case.code, by=winda)
    bill = permit.bills.exclude(standing="void").get()
    permits.record_payment(
        bill_id=bill.pk, amount=Decimal(bill.amount), reference=f"STS-{bill.pk:05d}",
        channel="bank", paid_at=now, by=winda, now=now,
    )  # fmt: skip


def _grant(site: Site, now: datetime) -> None:
    _forward(site, now, decision="grant")
    permits.issue_permit(case_id=site.permit_id, by=CLOCK, now=now + timedelta(seconds=20))


def _refuse(site: Site, now: datetime) -> None:
    _forward(site, now, decision="refuse", note=site.say("refuse"))


def _find_duty(site: Site, now: datetime) -> Any:
    mine = permits.list_own_buildings(by=_find_owner(site, now))
    return next(duty for one in mine for duty in one.duties)


def _declare(site: Site, now: datetime) -> None:
    """Register the camera at the gate: the road runs eleven metres south of it."""
    lat, lon = site.row["at"]
    road = [[lon - 0.001, lat - 0.0001], [lon + 0.001, lat - 0.0001]]
    facts = {
        "name": site.row["camera"], "purpose": "security", "mode": "on_request", "lat": lat,
        "lon": lon, "bearing": 180, "field_of_view": 90, "road_line": road, "has_consented": True,
    }  # fmt: skip
    found = network.find_owned(site.row["owner"])
    if found is not None:
        facts = network.make_facts(found[1], found[0])
    owner, duty = _find_owner(site, now), _find_duty(site, now)
    permits.declare_duty_camera(duty_id=duty.pk, facts=facts, by=owner, now=now)
    site.ids["camera"] = duty.cameras.get().camera_id
    site.story.cameras[facts["name"]] = cameras.get_camera(site.ids["camera"])


def _judge(site: Site, now: datetime) -> None:
    """Let the machine look at it when it is connected, then the keeper's eye."""
    facts: Any = settings.REGENCY_FACTS.get("cameras", {})
    keeper = facts.get("keeper", "")
    operator = find_officer(places.get_office(keeper).pk, "operator", now) if keeper else None
    found = network.find_owned(site.row["owner"])
    if operator is None:
        return
    if found is not None:
        network.check_and_judge(site.ids["camera"], found[1], by=operator, now=now)
        return
    cameras.judge_camera(camera_id=site.ids["camera"], sees_road=True, by=operator, now=now)


def _ask_relief(site: Site, now: datetime) -> None:
    owner, duty = _find_owner(site, now), _find_duty(site, now)
    words = site.say("relief_asked" if site.row["relief"]["granted"] else "relief")
    relief = permits.request_relief(duty_id=duty.pk, reason=words, by=owner, now=now)
    site.ids["relief"] = relief.pk


def _decide_relief(site: Site, now: datetime) -> None:
    is_granted = site.row["relief"]["granted"]
    _decide(cases.get_case(site.ids["relief"]), "forward", now)
    words = site.say("relief_granted" if is_granted else "relief_refused")
    later = now + timedelta(minutes=30)
    decision = "grant" if is_granted else "refuse"
    _decide(cases.get_case(site.ids["relief"]), decision, later, note=words)


DONE: dict[str, Callable[[Site, datetime], None]] = {
    "draft": _draft, "submit": _submit, "check": _forward, "remark": _remark, "review": _review,
    "price": _forward, "approve": _forward, "pay": _pay, "grant": _grant, "refuse": _refuse,
    "slf_submit": _submit_slf, "slf_check": _forward, "slf_review": _review,
    "slf_approve": _forward, "slf_grant": _grant,
    "ask_relief": _ask_relief, "decide_relief": _decide_relief,
    "declare": _declare, "judge": _judge,
}  # fmt: skip
