"""
Weeks in the life of the demo regency, walked through the real services in the order of time.

A heap of what happens next; each happening calls the service that a person's click would call.
What would happen after today is left undone: those are the open cases of the desks.
"""

import heapq
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from time import monotonic
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from kentongan.foundation import clock
from kentongan.foundation.actors import CLOCK
from kentongan.lobby.demo import forms, papers
from kentongan.lobby.demo.acting import find_officer
from kentongan.lobby.demo.building import plan_buildings
from kentongan.lobby.demo.network import plan_network
from kentongan.lobby.demo.newsroom import plan_news
from kentongan.lobby.demo.noticeboard import plan_notices
from kentongan.lobby.demo.postbox import plan_mailing
from kentongan.lobby.demo.street import plan_street
from kentongan.lobby.demo.talking import plan_talk
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services import api as services

SEED = 1771
WEEKS = 6
BEFORE = timedelta(weeks=40)  # when the demo people took office; a permit's duty takes half a year
CASES = 240
FEWEST = 80
QUICK_SECONDS = 0.5  # a machine that draws the papers in this time gets the whole demo
HOME = 0.3  # of all cases come from Sari's village
ASKED, NEVER_ANSWERED = 0.13, 0.25
REFUSED, RETURNED, WITHDRAWN, WROTE, RATED = 0.06, 0.04, 0.03, 0.12, 0.6
SLOW = 0.07  # of the steps take longer than promised
USUAL_SHARE = 0.3  # of a step's promise, median
OPENS, CLOSES = 7, 20
STREET_SHARE = 3  # one report for so many applications


@dataclass
class Story:
    """The state of the walk: what comes next, and who and what there is to walk with."""

    until: datetime
    random: Random = field(default_factory=lambda: Random(SEED))
    heap: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    order: Any = field(default_factory=count)
    told: dict[str, Any] = field(default_factory=dict)
    homes: list[str] = field(default_factory=list)
    papers: dict[str, UUID] = field(default_factory=dict)
    wati: forms.Resident | None = None
    cameras: dict[str, Any] = field(default_factory=dict)

    def at(self, moment: datetime, what: Callable[[datetime], None]) -> None:
        """Let `what` happen at `moment`, if that is not after today."""
        if moment <= self.until:
            heapq.heappush(self.heap, (moment, next(self.order), what))

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def say(self, kind: str) -> str:
        return str(self.random.choice(self.told["messages"][kind]))


def tell(*, until: datetime, wanted: int = CASES) -> int:
    """Walk the weeks before `until` and return how many cases were submitted."""
    told = tomllib.loads((settings.REGENCY_FOLDER / "demo.toml").read_text())
    story = Story(until=until, told=told, homes=told["villages"])
    all_services = services.list_whole_services()
    begin = until - timedelta(weeks=WEEKS)
    started = monotonic()
    story.papers = papers.store_papers(forms.list_papers(all_services), by=CLOCK, now=begin)
    wanted = _fit(wanted, seconds=monotonic() - started)
    story.wati = forms.find_resident(told, "wati")
    for number in range(wanted):
        share = (number + story.random.random()) / wanted
        _plan_submission(story, all_services, at=begin + share * (until - begin))
    _plan_alarms(story, begin)
    _plan_wati(story, until)
    _plan_desks(story, until)
    plan_street(story, begin=begin, wanted=wanted // STREET_SHARE)
    plan_buildings(story, until=until)
    plan_network(story, until=until)
    plan_news(story, until=until)
    plan_talk(story, until=until)
    plan_mailing(story, until=until)
    plan_notices(story, until=until)
    while story.heap:
        moment, _, what = heapq.heappop(story.heap)
        what(moment)
    return wanted


def _fit(wanted: int, *, seconds: float) -> int:
    """Return fewer cases for a slow machine, so that its first page is there in time."""
    return min(wanted, max(FEWEST, int(wanted * QUICK_SECONDS / seconds)))


def _plan_alarms(story: Story, begin: datetime) -> None:
    moment = begin
    while moment < story.until:
        story.at(moment, _ring)
        moment += timedelta(hours=2)


def _ring(now: datetime) -> None:
    cases.ring_alarms(by=CLOCK, now=now)


def _plan_submission(story: Story, all_services: list[Any], *, at: datetime) -> None:
    """Choose service, village and hour of one case."""
    weights = [
        9 if s.slug == "surat-keterangan-usaha" else 3 if s.order < 30 else 1 for s in all_services
    ]
    service = story.random.choices(all_services, weights)[0]
    village = story.homes[0] if story.chance(HOME) else story.random.choice(story.homes)
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    at = local.replace(hour=story.random.randint(OPENS, CLOSES), minute=story.random.randrange(60))
    resident = forms.invent_resident(story.random, story.told, village=village)
    story.at(min(at, story.until - timedelta(minutes=3)), _submit(story, service, resident))


def _submit(
    story: Story, service: Any, resident: forms.Resident, ending: str = ""
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        by_officer = story.chance(0.25) and not ending
        office = places.resolve_office("village", resident.village)
        actor = find_officer(office.pk, "officer", now) if by_officer else people.VISITOR
        if resident.user_id:
            actor = people.get_actor(resident.user_id, now=now)
        case = services.submit_application(
            slug=service.slug,
            applicant=resident.applicant,
            answers=forms.invent_answers(service, story.random, story.told, resident, now),
            files={key: story.papers[key] for key in forms.list_required(service)},
            intake_office_id=office.pk if by_officer else None,
            by=actor or people.VISITOR,
            now=now,
        )
        if story.chance(WROTE):
            story.at(now + timedelta(hours=5), _write(story, case.pk))
        if ending != "fresh":
            _plan_step(story, case.pk, now, ending)

    return happen


def _plan_step(story: Story, case_id: UUID, now: datetime, ending: str = "") -> None:
    """Let the holder of the case act after some of the promised working time."""
    case = cases.get_case(case_id)
    step, plan = case.current_step, case.step_plan
    if case.state != "running" or step is None or plan is None:
        return
    calendar = places.get_calendar(step.office)
    whole = clock.working_seconds_between(now, step.due_at, calendar)
    share = USUAL_SHARE * story.random.lognormvariate(0, 0.5)
    if story.chance(SLOW) and not ending:
        share = story.random.uniform(1.1, 2.5)
    moment = clock.add_working(now, max(120, int(whole * share)), calendar)
    story.at(moment, _act(story, case_id, ending))


def _act(story: Story, case_id: UUID, ending: str = "") -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        case = cases.get_case(case_id)
        step, plan = case.current_step, case.step_plan
        if case.state != "running" or step is None or plan is None:
            return
        actor = find_officer(step.office_id, plan.role, now)
        if actor is None:
            return
        decision = _choose(story, plan, ending)
        if decision == "consult":
            _consult(story, case, plan, actor, now)
            return
        note = story.say(decision) if decision in story.told["messages"] else ""
        if decision == "withdraw":
            speaker = people.Actor(ref="visitor", proven_cases=frozenset({str(case_id)}))
            cases.withdraw_case(case_id=case_id, reason=note, by=speaker, now=now)
            return
        cases.decide(
            case_id=case_id, version=case.version, decision=decision, note=note, by=actor, now=now
        )
        _follow(story, case_id, decision, now, ending)

    return happen


def _choose(story: Story, plan: Any, ending: str) -> str:
    """Choose what the officer decides on this step."""
    main = "grant" if "grant" in plan.decisions else "forward"
    if ending in {"granted", "at_district"}:
        return main
    if ending == "asked" and "ask" in plan.decisions:
        return "ask"
    chances = {"ask": ASKED, "refuse": REFUSED, "return": RETURNED, "withdraw": WITHDRAWN}
    if plan.consults and "consult" in plan.decisions:
        chances["consult"] = 0.5
    for decision, share in chances.items():
        if (decision in plan.decisions or decision == "withdraw") and story.chance(share):
            return decision
    return main


def _follow(story: Story, case_id: UUID, decision: str, now: datetime, ending: str) -> None:
    if ending == "at_district":
        return
    if decision in {"forward", "return"}:
        _plan_step(story, case_id, now, ending)
    elif decision == "ask" and ending != "asked" and not story.chance(NEVER_ANSWERED):
        hours = story.random.choice((1, 3, 9, 20, 30))
        story.at(now + timedelta(hours=hours), _answer(story, case_id))
    elif decision in {"grant", "refuse"}:
        _finish(story, case_id, decision, now)


def _finish(story: Story, case_id: UUID, decision: str, now: datetime) -> None:
    case = cases.get_case(case_id)
    if decision == "grant" and case.state == "finishing":
        services.issue_letter(case_id=case_id, by=CLOCK, now=now + timedelta(seconds=20))
    if story.chance(RATED):
        story.at(now + timedelta(hours=story.random.randint(1, 40)), _rate(story, case_id))


def _answer(story: Story, case_id: UUID) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        case = cases.get_case(case_id)
        if case.state != "waiting":
            return
        key = next(iter(forms.list_keys(case)), "ktp")
        cases.answer_applicant(
            case_id=case_id,
            text=story.say("answer"),
            files=[(key, story.papers[key])] if key in story.papers else [],
            by=people.Actor(ref="visitor", proven_cases=frozenset({str(case_id)})),
            now=now,
        )
        _plan_step(story, case_id, now)

    return happen


def _consult(story: Story, case: Any, plan: Any, actor: people.Actor, now: datetime) -> None:
    step = cases.ask_office(
        case_id=case.pk, version=case.version, office_rule=plan.consults[0],
        question=story.say("consult_question"), by=actor, now=now,
    )  # fmt: skip

    def answer(later: datetime) -> None:
        adviser = find_officer(step.office_id, "officer", later)
        if adviser is None:
            return
        cases.advise(step_id=step.pk, text=story.say("consult_answer"), by=adviser, now=later)
        _plan_step(story, case.pk, later, "granted")

    calendar = places.get_calendar(step.office)
    story.at(clock.add_working(now, story.random.randint(900, 9000), calendar), answer)


def _write(story: Story, case_id: UUID) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        speaker = people.Actor(ref="visitor", proven_cases=frozenset({str(case_id)}))
        cases.add_message(case_id=case_id, text=story.say("resident_message"), by=speaker, now=now)

    return happen


def _rate(story: Story, case_id: UUID) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        mood = story.random.choices((4, 3, 2), (0.6, 0.33, 0.07))[0]
        answers = {
            f"u{n}": max(1, min(4, mood + story.random.choice((-1, 0, 0, 0, 1))))
            for n in range(1, 10)
        }
        speaker = people.Actor(ref="visitor", proven_cases=frozenset({str(case_id)}))
        comment = story.say("survey") if story.chance(0.3) else ""
        cases.rate_case(case_id=case_id, answers=answers, comment=comment, by=speaker, now=now)

    return happen


def _plan_wati(story: Story, until: datetime) -> None:
    """Wati's own: one letter she has, one that waits for her, one that Sari sees this morning."""
    if story.wati is None:
        return
    sku = services.get_service("surat-keterangan-usaha")
    home = services.get_service("surat-keterangan-domisili")
    poor = services.get_service("surat-keterangan-tidak-mampu")
    for service, days, ending in ((sku, 16, "granted"), (home, 6, "asked"), (poor, 0, "fresh")):
        moment = until - timedelta(days=days, minutes=25)
        story.at(moment, _submit(story, service, story.wati, ending))


def _plan_desks(story: Story, until: datetime) -> None:
    """Give Sari some fresh files and Joko some to sign, so that the desks have work today."""
    sku = services.get_service("surat-keterangan-usaha")
    for number in range(8):
        neighbour = forms.invent_resident(story.random, story.told, village=story.homes[0])
        ending = "fresh" if number % 2 else "at_district"
        days = 0 if number % 2 else 4
        moment = until - timedelta(days=days, minutes=31 + 23 * number)
        story.at(moment, _submit(story, sku, neighbour, ending))
