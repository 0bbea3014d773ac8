"""What people of the demo see in the street, and what becomes of it: through the real services."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from PIL import Image, ImageDraw

from kentongan.foundation import clock
from kentongan.foundation.actors import CLOCK
from kentongan.foundation.files import services as files
from kentongan.lobby.demo import forms
from kentongan.lobby.demo.acting import find_officer
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports import api as reports

SIZE = (640, 420)
SKY, ROAD, KERB, GRASS = "#cfe3ea", "#6d6a66", "#d9d2c4", "#8aa66f"
REFUSED, REOPENED, CONFIRMED, SLOW = 0.07, 0.08, 0.5, 0.1
ANONYMOUS, SECRET = 0.2, 0.05
FOLLOWERS = (0, 0, 0, 1, 2, 6)


@dataclass
class Street:
    """What is seen where, in the words of the regency's folder; `story` gives chance and time."""

    story: Any
    told: Mapping[str, Any]
    photos: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)

    def draw_photos(self, now: datetime) -> None:
        """Draw a before and an after of each scene, once."""
        for scene in {seen["scene"] for seen in self.told["seen"] if "scene" in seen}:
            before, after = (_store(scene, is_mended=mended, now=now) for mended in (False, True))
            self.photos[scene] = (before, after)


def plan_street(story: Any, *, begin: datetime, wanted: int) -> None:
    """Plan reports over the weeks; nothing where the regency has no street.toml."""
    file = settings.REGENCY_FOLDER / "street.toml"
    if not file.exists():
        return
    street = Street(story, tomllib.loads(file.read_text(encoding="utf-8")))
    street.draw_photos(begin)
    for number in range(wanted):
        share = (number + story.random.random()) / wanted
        moment = begin + share * (story.until - begin)
        seen = street.told["seen"][0 if number % 4 == 0 else number % len(street.told["seen"])]
        story.at(moment, _report(street, seen))
    first = street.told["seen"][1]
    for minutes in (19, 47, 130):
        story.at(story.until - timedelta(minutes=minutes), _report(street, first, stop="fresh"))
    for hours in (50, 74, 98, 122, 146):  # what the field officer finds on the list today
        seen = street.told["seen"][hours // 24 % 2]
        story.at(story.until - timedelta(hours=hours), _report(street, seen, stop="checked"))


def _report(
    street: Street, seen: Mapping[str, Any], *, stop: str = ""
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        sent = reports.submit_report(**_invent(street, seen), by=people.VISITOR, now=now)
        if stop != "fresh":
            _plan_step(street, sent.report.pk, seen, now, stop=stop)

    return happen


def _invent(street: Street, seen: Mapping[str, Any]) -> dict[str, Any]:
    chance, spread = street.story.random, street.told["spread"]
    village, lat, lon = seen["at"]
    resident = forms.invent_resident(chance, street.story.told, village=village)
    secrecy = "open"
    if chance.random() < ANONYMOUS:
        secrecy = "anonymous"
    elif chance.random() < SECRET:
        secrecy = "secret"
    photo = street.photos.get(seen.get("scene", ""))
    return {
        "category": seen["category"],
        "description": chance.choice(seen["words"]),
        "place_words": chance.choice(seen.get("where", [""])),
        "village_code": village,
        "lat": lat + chance.uniform(-spread, spread) if lat else None,
        "lon": lon + chance.uniform(-spread, spread) if lon else None,
        "answers": dict(seen.get("answers", {})),
        "photos": [photo[0]] if photo else [],
        "name": resident.name,
        "phone": resident.applicant.get("phone", ""),
        "secrecy": secrecy,
        "channel": chance.choice(("web", "web", "web", "whatsapp")),
    }


def _plan_step(
    street: Street, report_id: UUID, seen: Mapping[str, Any], now: datetime, *, stop: str = ""
) -> None:
    """Let the office act after some of the promised working time."""
    step = cases.get_case(report_id).current_step
    if step is None:
        return
    calendar = places.get_calendar(step.office)
    whole = clock.working_seconds_between(now, step.due_at, calendar)
    share = 0.3 * street.story.random.lognormvariate(0, 0.6)
    if street.story.chance(SLOW):
        share = street.story.random.uniform(1.1, 2.0)
    moment = clock.add_working(now, max(600, int(whole * share)), calendar)
    if stop:
        moment = clock.add_working(now, 600, calendar)
    street.story.at(moment, _act(street, report_id, seen, stop=stop))


def _act(
    street: Street, report_id: UUID, seen: Mapping[str, Any], *, stop: str = ""
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        case = cases.get_case(report_id)
        step, plan = case.current_step, case.step_plan
        if case.state != "running" or step is None or plan is None or step.ended_at:
            return
        actor = find_officer(step.office_id, plan.role, now)
        if actor is None:
            return
        decision = "forward" if stop else _choose(street, plan.decisions)
        photo = street.photos.get(seen.get("scene", ""))
        notes = street.told["notes"].get(decision, [""])
        cases.decide(
            case_id=report_id, version=case.version, decision=decision,
            note=street.story.random.choice(notes), by=actor, now=now,
            files=[("after", photo[1])] if decision == "grant" and photo else [],
        )  # fmt: skip
        _publish(report_id, by=actor, now=now)
        if not stop:
            _follow(street, report_id, seen, decision, now)

    return happen


def _publish(report_id: UUID, *, by: people.Actor, now: datetime) -> None:
    """Show the drawn photos of what is public: there is no face and no plate on them."""
    report = reports.get_report_of(cases.get_case(report_id))
    if report is None or not report.is_public or report.standing == "refused":
        return
    for photo in report.photos.all():
        if photo.published_at is None:
            reports.publish_photo(photo_id=photo.pk, patches=(), is_clean=True, by=by, now=now)


def _choose(street: Street, decisions: tuple[str, ...]) -> str:
    if street.story.chance(REFUSED):
        return "refuse"
    return "grant" if "grant" in decisions else "forward"


def _follow(
    street: Street, report_id: UUID, seen: Mapping[str, Any], decision: str, now: datetime
) -> None:
    if decision == "forward":
        _let_follow(street, report_id, now)
        _plan_step(street, report_id, seen, now)
    if decision == "grant":
        hours = timedelta(hours=street.story.random.randint(2, 60))
        street.story.at(now + hours, _end(street, report_id, seen))


def _let_follow(street: Street, report_id: UUID, now: datetime) -> None:
    code = cases.get_case(report_id).code
    for number in range(street.story.random.choice(FOLLOWERS)):
        try:
            reports.follow_report(
                code=code, email=f"ikut{number}@demo.example", by=people.VISITOR, now=now
            )
        except reports.NoSuchReport:  # a secret one
            return


def _end(street: Street, report_id: UUID, seen: Mapping[str, Any]) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        speaker = people.Actor(ref="visitor", proven_cases=frozenset({str(report_id)}))
        if street.story.chance(REOPENED):
            reason = street.story.random.choice(street.told["notes"]["reopen"])
            reports.reopen_report(report_id=report_id, reason=reason, by=speaker, now=now)
            _plan_step(street, report_id, seen, now)
        elif street.story.chance(CONFIRMED):
            reports.confirm_report(report_id=report_id, by=speaker, now=now)

    return happen


# --- Drawn photos: plainly drawings, never a picture of a real street ---


def _store(scene: str, *, is_mended: bool, now: datetime) -> UUID:
    name = f"{scene}-{'sesudah' if is_mended else 'sebelum'}.jpg"
    upload = SimpleUploadedFile(name, draw_scene(scene, is_mended=is_mended), "image/jpeg")
    return files.store_upload(upload, by=CLOCK, now=now).pk


def draw_scene(scene: str, *, is_mended: bool) -> bytes:
    """Return a JPEG of a drawn street with the thing on it, or without when it is mended."""
    image = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 150, 640, 215), fill=GRASS)
    pen.rectangle((0, 215, 640, 270), fill=KERB)
    pen.rectangle((0, 270, 640, 420), fill=ROAD)
    for left in range(20, 640, 120):
        pen.rectangle((left, 340, left + 60, 348), fill="#f3efe6")
    if scene == "lamp":
        _draw_lamp(pen, is_lit=is_mended)
    elif not is_mended:
        DRAWN[scene](pen)
    pen.text((18, 14), "CONTOH" + (" · sesudah" if is_mended else " · sebelum"), fill="#1c1a16",
             font_size=22)  # fmt: skip
    paper = BytesIO()
    image.save(paper, "JPEG", quality=80)
    return paper.getvalue()


def _draw_car(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((190, 190, 460, 265), 24, fill="#f7f4ee", outline="#4b4a47", width=4)
    pen.rounded_rectangle((245, 150, 405, 205), 20, fill="#b9cfd6", outline="#4b4a47", width=4)
    for left in (225, 375):
        pen.ellipse((left, 240, left + 52, 292), fill="#2b2a28")


def _draw_hole(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((210, 300, 430, 385), fill="#2f2d2b")
    pen.ellipse((235, 318, 405, 378), fill="#4a5a63")


def _draw_waste(pen: ImageDraw.ImageDraw) -> None:
    for number, colour in enumerate(("#3f3f46", "#7c5c3e", "#525b45", "#6b7280", "#8b6f47")):
        left = 170 + number * 58
        pen.ellipse((left, 195 + number % 2 * 18, left + 96, 290), fill=colour)


def _draw_water(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon(
        [(0, 290), (180, 262), (420, 286), (640, 258), (640, 420), (0, 420)], fill="#6f93a3"
    )
    for top in (300, 335, 370):
        pen.arc((160, top, 460, top + 28), 10, 170, fill="#d7e5ea", width=3)


def _draw_tree(pen: ImageDraw.ImageDraw) -> None:
    pen.line((120, 220, 470, 330), fill="#6b4a2b", width=26)
    for left, top in ((400, 260), (450, 290), (430, 330)):
        pen.ellipse((left, top, left + 130, top + 90), fill="#3f7048")


def _draw_lamp(pen: ImageDraw.ImageDraw, *, is_lit: bool) -> None:
    pen.line((330, 260, 330, 70), fill="#4b4a47", width=10)
    pen.line((330, 72, 410, 72), fill="#4b4a47", width=8)
    pen.ellipse((395, 66, 445, 100), fill="#ffd166" if is_lit else "#3b3a38")


DRAWN: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "car": _draw_car,
    "hole": _draw_hole,
    "waste": _draw_waste,
    "water": _draw_water,
    "tree": _draw_tree,
}
