"""The cameras of the demo: registered, looked at, opened to the police, watched, asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localtime

from kentongan.foundation.actors import CLOCK, Acting
from kentongan.foundation.video.probe import Stream
from kentongan.foundation.video.trouble import Reason
from kentongan.lobby.demo import lenses
from kentongan.lobby.demo.acting import find_officer
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

POSE = ("name", "purpose", "place_words", "bearing", "field_of_view", "range_m")
DAYS, LOOKS_A_DAY = 30, 96
SESSION = "demo-session"
STREETS = "demo_roads.geojson"
LOOK_MINUTES = (2, 34)


def readdress_cameras(*, by: Acting, now: datetime) -> int:
    """Tell the house where its demo cameras are served now: ports follow PORT."""
    rows = enumerate(lenses.read_lenses().get("cameras", []))
    streams = {row["name"]: lenses.make_stream(row, number) for number, row in rows}
    return cameras.readdress_loopback(streams, by=by, now=now)


@dataclass
class Network:
    """What the story knows of the cameras, by their names."""

    story: Any
    told: Mapping[str, Any]


def plan_network(story: Any, *, until: datetime) -> None:
    """Plan registering, days, grants and looks; nothing where there are no demo cameras."""
    told = lenses.read_lenses()
    if not told:
        return
    network = Network(story, told)
    _draw_streets(until - timedelta(days=max(row["since"] for row in told["cameras"]) + 1))
    for number, row in enumerate(told["cameras"]):
        _plan_camera(network, number, row, until=until)
    for grant in told.get("grants", []):
        moment = until - timedelta(days=grant["since"])
        story.at(moment, lambda now, g=grant: _grant(network, g, until, now))
    for look in told.get("looks", []):
        _plan_looks(network, look, until=until)
    for asked in told.get("requests", []):
        moment = until - timedelta(days=asked["since"])
        story.at(moment, lambda now, a=asked: _ask(network, a, now))


def _draw_streets(now: datetime) -> None:
    """Bring the invented streets, so that the map can show those no camera sees."""
    file = settings.REGENCY_FOLDER / STREETS
    if file.exists():
        cameras.import_roads(file, source=STREETS, by=CLOCK, now=now)


def _plan_camera(network: Network, number: int, row: Mapping[str, Any], *, until: datetime) -> None:
    begin = until - timedelta(days=row["since"], minutes=7 * number)
    if "office" in row:
        network.story.at(begin, lambda now: _register(network, number, row, now))
    for day in range(min(DAYS, row["since"] - 2), -1, -1):
        if "share_alive" in row:
            moment = localtime(until - timedelta(days=day)).replace(hour=0, minute=5)
            network.story.at(moment, lambda now: _remember(network, row, now))


def find_owned(owner: str) -> tuple[int, Mapping[str, Any]] | None:
    """Return the demo camera of a private owner with its number, if there is one."""
    rows = enumerate(lenses.read_lenses().get("cameras", []))
    return next(((number, row) for number, row in rows if row.get("owner") == owner), None)


def make_facts(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return what one declares of a camera, with its stream."""
    lat, lon = row["at"]
    return {
        **{key: row[key] for key in POSE}, "mode": "stream", "lat": lat, "lon": lon,
        "road_line": row["road"], "has_consented": "owner" in row,
        "stream": lenses.make_stream(row, number),
    }  # fmt: skip


def check_and_judge(
    camera_id: UUID, row: Mapping[str, Any], *, by: people.Actor, now: datetime
) -> None:
    """Let the machine look at the drawn scene, and the keeper's eye at its picture."""
    check = cameras.start_check(camera_id=camera_id, by=by, now=now)
    cameras.run_check(check_id=check.pk, by=CLOCK, now=now, look=_look_at(row))
    if not row.get("is_h265") and not row.get("waits"):
        cameras.judge_camera(
            camera_id=camera_id, sees_road=True, by=by, now=now + timedelta(minutes=4)
        )


def _look_at(row: Mapping[str, Any]) -> Callable[..., Any]:
    """Return what a look would find, so that the demo need not wait for one."""
    found = Stream(
        codec="H264", width=640, height=360, fps=float(lenses.RATE),
        key_frame_seconds=lenses.GROUP / lenses.RATE, picture=lenses.draw_picture(row),
    )  # fmt: skip
    if row.get("is_h265"):
        found = Stream(trouble=Reason.CODEC, detail="H265", codec="H265")
    return lambda _target, *, now: cameras.Outcome.of(found)


def _find(office: str, role: str, now: datetime) -> people.Actor | None:
    return find_officer(places.get_office(office).pk, role, now)


def _register(network: Network, number: int, row: Mapping[str, Any], now: datetime) -> None:
    operator = _find(row["office"], "operator", now)
    if operator is None:
        return
    camera = cameras.declare_camera(
        **make_facts(row, number), owner_kind=cameras.OwnerKind.OFFICE,
        office_id=places.get_office(row["office"]).pk, place_code=row["village"],
        by=operator, now=now,
    )  # fmt: skip
    network.story.cameras[row["name"]] = cameras.get_camera(camera.pk)
    check_and_judge(camera.pk, row, by=operator, now=now)


def _get_camera(network: Network, name: str) -> Any:
    """Return a camera by its name; that of a permit comes from the story of the buildings."""
    return network.story.cameras.get(name)


def _remember(network: Network, row: Mapping[str, Any], now: datetime) -> None:
    """Count the day before."""
    camera = _get_camera(network, row["name"])
    if camera is None:
        return
    spread = (1 - row["share_alive"]) * (0.5 + network.story.random.random())
    alive = min(LOOKS_A_DAY, max(0, round(LOOKS_A_DAY * (1 - spread))))
    yesterday = localtime(now).date() - timedelta(days=1)
    is_frozen = row.get("is_frozen") and (network.story.until - now).days < row["frozen_days"]
    alive, frozen = (0, alive) if is_frozen else (alive, 0)
    cameras.remember_day(
        cameras.Day(
            camera_id=camera.id, date=yesterday, looks=LOOKS_A_DAY, alive=alive, frozen=frozen
        ),
        by=CLOCK, now=now,
    )  # fmt: skip


def _grant(network: Network, row: Mapping[str, Any], until: datetime, now: datetime) -> None:
    head = _find(row["from"], "head", now)
    found = [_get_camera(network, name) for name in row["cameras"]]
    if head is None or None in found:
        return
    opening = cameras.Opening(
        from_office=row["from"], to_office=row["to"], purpose=row["purpose"], level=row["level"],
        legal_basis=row["legal_basis"], reason=row["reason"], starts_at=now,
        ends_at=until + timedelta(days=row["days_left"]),
        camera_codes=[camera.code for camera in found],
    )  # fmt: skip
    cameras.give_grant(opening, by=head, now=now)


def _plan_looks(network: Network, row: Mapping[str, Any], *, until: datetime) -> None:
    chance = network.story.random
    for _ in range(row["count"]):
        hours = chance.uniform(2, row["days"] * 24)
        name, words = chance.choice(row["cameras"]), chance.choice(row["words"])
        network.story.at(
            until - timedelta(hours=hours),
            lambda now, n=name, w=words: _look(network, row, n, w, now),
        )


def _look(network: Network, row: Mapping[str, Any], name: str, words: str, now: datetime) -> None:
    """Watch for some minutes and go."""
    watcher, camera = _find(row["office"], "operator", now), _get_camera(network, name)
    if watcher is None or camera is None:
        return
    chosen = cameras.choose_purpose(purpose=row["purpose"], words=words, by=watcher, now=now)
    look, _token = cameras.open_look(
        camera=cameras.get_visible_camera(camera.code, by=watcher, now=now), session_key=SESSION,
        chosen=chosen, by=watcher, now=now,
    )  # fmt: skip
    seconds = network.story.random.randint(LOOK_MINUTES[0] * 60, LOOK_MINUTES[1] * 60)
    later = now + timedelta(seconds=seconds + 2)
    cameras.note_seconds({look.pk: seconds}, by=CLOCK, now=later)
    cameras.end_looks([look.pk], by=CLOCK, now=later)


def _ask(network: Network, row: Mapping[str, Any], now: datetime) -> None:
    asker = _find(row["office"], "operator", now)
    found = [_get_camera(network, name) for name in row["cameras"]]
    if asker is None or None in found:
        return
    asking = cameras.Asking(
        camera_codes=[camera.code for camera in found], purpose=row["purpose"],
        reason=row["reason"], legal_basis=row["legal_basis"], reference=row["reference"],
        starts_at=now - timedelta(hours=30), ends_at=now - timedelta(hours=29),
    )  # fmt: skip
    cameras.ask_for_recordings(asking, by=asker, now=now)
