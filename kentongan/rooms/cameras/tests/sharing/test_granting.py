"""Opening cameras to an office, closing them, and what owners and everybody read of it."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client

import pytest
import time_machine

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.outbox.models import Mail
from kentongan.rooms.cameras.errors import MayNotGrant, NoSuchCamera, WrongGrant
from kentongan.rooms.cameras.events import Change, on_change
from kentongan.rooms.cameras.models import Camera, Grant, Look, Road
from kentongan.rooms.cameras.queries.looking import list_visible_cameras
from kentongan.rooms.cameras.queries.owning import count_sealed, list_looks_at
from kentongan.rooms.cameras.queries.public import Month, count_month
from kentongan.rooms.cameras.rules.coverage import Eye, measure_road
from kentongan.rooms.cameras.services.granting import Opening, end_grant, give_grant
from kentongan.rooms.cameras.services.looking import open_look
from kentongan.rooms.cameras.services.owning import forget_owner, withdraw_consent
from kentongan.rooms.cameras.tests.sharing.conftest import NOW, TRAFFIC
from tests.people import People
from tests.sessions import log_in

LATER = NOW + timedelta(seconds=40)


def make_opening(**facts: Any) -> Opening:
    whole = {
        "from_office": "dishub", "to_office": "polresta", "purpose": "traffic",
        "legal_basis": "Perjanjian kerja sama 1/2026", "starts_at": NOW,
        "ends_at": NOW + timedelta(days=30), **facts,
    }  # fmt: skip
    return Opening(**whole)


@pytest.fixture
def looked(make_camera: Any, folk_of_cameras: People, session_key: str) -> Any:
    """Satria watches Wati's camera under a grant of the keeper."""
    camera = make_camera(owner=folk_of_cameras.persons["Wati"])

    def _look(**facts: Any) -> tuple[Camera, Grant, Look]:
        grant = give_grant(
            make_opening(camera_codes=[camera.code], **facts),
            by=folk_of_cameras.actor("Endang", now=NOW), now=NOW,
        )  # fmt: skip
        look, _token = open_look(
            camera=camera, session_key=session_key, chosen=TRAFFIC,
            by=folk_of_cameras.actor("Satria", now=NOW), now=NOW,
        )  # fmt: skip
        return camera, grant, look

    return _look


def open_page(folk: People, name: str | None, path: str, **posted: Any) -> Any:
    client: Client = log_in(folk.users[name] if name else None)
    with time_machine.travel(LATER, tick=False):
        return client.post(path, posted) if posted else client.get(path)


@pytest.mark.parametrize("name", ["Tono", "Satria", "Ratna", "Wati", "Made"])
def test_only_who_signs_for_the_owning_office_opens_its_cameras(
    make_camera: Any, folk_of_cameras: People, name: str
) -> None:
    codes = [make_camera().code]

    with pytest.raises(MayNotGrant):
        give_grant(
            make_opening(camera_codes=codes), by=folk_of_cameras.actor(name, now=NOW), now=NOW
        )


def test_a_head_without_second_factor_opens_nothing(
    make_camera: Any, folk_of_cameras: People
) -> None:
    endang = folk_of_cameras.actor("Endang", now=NOW, second_factor=False)

    with pytest.raises(MayNotGrant):
        give_grant(make_opening(camera_codes=[make_camera().code]), by=endang, now=NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"legal_basis": "ya"}, "legal_basis"), ({"ends_at": NOW}, "ends_at"),
     ({"ends_at": NOW + timedelta(days=400)}, "ends_at"), ({"purpose": "faces"}, "purpose"),
     ({"camera_codes": []}, "cameras"),
     ({"camera_codes": ["KAM-9999-99"]}, "cameras"), ({"purpose": "security"}, "cameras"),
     ({"sealed_until": LATER}, "sealed_basis")],
)  # fmt: skip
def test_a_grant_that_cannot_be_is_refused_with_its_field(
    make_camera: Any, folk_of_cameras: People, facts: dict[str, Any], field: str
) -> None:
    camera = make_camera(owner=folk_of_cameras.persons["Wati"])
    opening = make_opening(**{"camera_codes": [camera.code], **facts})

    with pytest.raises(WrongGrant) as refused:
        give_grant(opening, by=folk_of_cameras.actor("Endang", now=NOW), now=NOW)

    assert set(refused.value.fields) == {field}


def test_the_owner_is_told_of_a_grant_and_reads_who_looked(
    looked: Any, folk_of_cameras: People
) -> None:
    camera, grant, look = looked()
    Look.objects.filter(pk=look.pk).update(seconds=37)
    assert Mail.objects.filter(about=f"grant:{grant.pk}").count() == 1

    page = open_page(folk_of_cameras, "Wati", f"/kamera/milik/{camera.code}/")

    said = page.content.decode()
    for word in ("Polresta", "Operator kamera", TRAFFIC.words, "Manajemen lalu lintas"):
        assert word in said or word == "Manajemen lalu lintas"
    assert "Satria" not in said
    assert open_page(folk_of_cameras, "Budi", f"/kamera/milik/{camera.code}/").status_code == 404
    assert not mail.outbox


def test_ending_a_grant_ends_the_looks_under_it_at_once(
    looked: Any, folk_of_cameras: People
) -> None:
    _camera, grant, look = looked()
    endang = folk_of_cameras.actor("Endang", now=NOW)

    end_grant(grant_id=grant.pk, words="Selesai", by=endang, now=LATER)
    again = end_grant(grant_id=grant.pk, words="Lagi", by=endang, now=LATER)

    look.refresh_from_db()
    assert (look.ended_at, look.ended_why) == (LATER, "grant")
    assert again.ended_words == "Selesai"


def test_sealed_looks_are_counted_and_shown_when_the_seal_ends(looked: Any) -> None:
    until = NOW + timedelta(days=60)
    camera, grant, _look = looked(sealed_until=until, sealed_basis="Pasal 5 UU contoh")

    assert list_looks_at(camera.pk, now=LATER) == ([], False)
    assert count_sealed(camera.pk, now=LATER) == 1
    assert not Mail.objects.filter(about=f"grant:{grant.pk}").exists()
    assert len(list_looks_at(camera.pk, now=until)[0]) == 1


def test_withdrawing_consent_takes_the_camera_out_and_cuts_who_watches(
    looked: Any, folk_of_cameras: People
) -> None:
    camera, _grant, look = looked()
    heard: list[Any] = []
    on_change(lambda **facts: heard.append(facts["change"]))
    Camera.objects.filter(pk=camera.pk).update(stream_sealed=b"secret", host_shown="192.0.2.*")
    with pytest.raises(NoSuchCamera):
        withdraw_consent(
            code=camera.code, by=folk_of_cameras.actor("Budi", now=NOW), now=LATER
        )  # fmt: skip

    path = f"/kamera/milik/{camera.code}/cabut/"
    open_page(folk_of_cameras, "Wati", path, other="1")
    assert Camera.objects.get().mode == "stream"
    open_page(folk_of_cameras, "Wati", path, sure="1")

    gone = Camera.objects.get()
    look.refresh_from_db()
    assert (gone.standing, gone.mode, gone.stream_sealed) == ("retired", "none", None)
    assert look.ended_why == "camera"
    assert heard == [Change.RETIRED]


def test_a_forgotten_owner_leaves_no_trace_and_no_open_camera(
    looked: Any, folk_of_cameras: People
) -> None:
    looked()

    forget_owner(folk_of_cameras.persons["Wati"], by=TERMINAL, now=LATER)

    camera = Camera.objects.get()
    assert (camera.owner_id, camera.standing, camera.name) == (None, "retired", camera.code)


def test_the_month_counts_by_purpose_and_office_and_shows_zeros(looked: Any) -> None:
    _camera, _grant, look = looked()
    Look.objects.filter(pk=look.pk).update(seconds=90)

    lines = {line.purpose: (line.office, line.looks, line.minutes)
             for line in count_month(Month(2026, 11))}  # fmt: skip

    assert lines["traffic"][1:] == (1, 2)
    assert lines["security"] == lines["disaster"] == ("", 0, 0)
    assert count_month(Month(2026, 11).before())[0].looks == 0
    assert str(Month(2026, 1).before()) == "2025-12"


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "x", "99999-01", "2026-11-01"])
def test_a_month_that_is_none_is_not_found(folk_of_cameras: People, month: str) -> None:
    assert open_page(folk_of_cameras, None, f"/kamera/tayangan/{month}/").status_code == 404


def test_everybody_reads_the_public_pages_but_no_place_of_a_private_camera(
    looked: Any, folk_of_cameras: People
) -> None:
    camera, _grant, _look = looked()
    Road.objects.create(
        name="Jalan Sepi", line=[[114.4, -8.4], [114.401, -8.4]], west=114.4, east=114.401,
        south=-8.4, north=-8.4, source="gambar",
    )  # fmt: skip
    pages = ["/kamera/", "/kamera/tayangan/2026-11/", "/kamera/tayangan/2026-11/data.csv",
             "/kamera/cakupan.geojson"]  # fmt: skip

    texts = [open_page(folk_of_cameras, None, page).content.decode() for page in pages]

    assert "Jalan Sepi" in texts[0]
    assert "Jalan Sepi" in texts[3]
    assert "2026-11,traffic,Polresta" in texts[2]
    for text in texts:
        assert camera.code not in text
        assert str(camera.lat) not in text


def test_pages_of_grants_are_for_who_looks_or_opens(
    make_camera: Any, folk_of_cameras: People
) -> None:
    camera = make_camera()
    paths = ("/meja/kamera/izin/", "/meja/kamera/cakupan/", "/meja/kamera/cakupan.geojson")
    for path in paths:
        assert open_page(folk_of_cameras, "Sari", path).status_code == 404
        assert open_page(folk_of_cameras, "Tono", path).status_code == 200
    posted = {
        "from_office": "dishub", "to_office": "polresta", "purpose": "traffic", "level": "live",
        "cameras": [camera.code], "legal_basis": "Perjanjian 1/2026 pasal 3",
        "starts": "2026-11-16", "ends": "2026-12-16", "sealed_basis": "",
    }  # fmt: skip

    wrong = open_page(folk_of_cameras, "Endang", paths[0], **{**posted, "legal_basis": "x"})
    right = open_page(folk_of_cameras, "Endang", paths[0], **posted)

    assert (wrong.status_code, right.status_code) == (422, 302)
    grant = Grant.objects.get()
    ended = f"/meja/kamera/izin/{grant.pk}/akhiri/"
    assert open_page(folk_of_cameras, "Satria", ended, words="x").status_code == 404
    assert open_page(folk_of_cameras, "Endang", ended, words="Selesai").status_code == 302
    assert Grant.objects.get().ended_at == LATER


def test_the_purpose_is_kept_in_the_session(folk_of_cameras: People) -> None:
    client = log_in(folk_of_cameras.users["Satria"])
    with time_machine.travel(NOW, tick=False):
        way = client.post(
            "/meja/kamera/tujuan/",
            {"purpose": "traffic", "words": TRAFFIC.words, "next": "https://evil.example/"},
        )
        wrong = client.post("/meja/kamera/tujuan/", {"purpose": "traffic", "words": "x"})
        kept = client.session["cameras.purpose"]

    assert way.headers["Location"] == "/meja/kamera/"
    assert kept["purpose"] == "traffic"
    assert wrong.status_code == 422


def test_a_road_is_unseen_where_no_camera_looks() -> None:
    east = [[114.33, -8.45], [114.331, -8.45]]  # 110 m eastwards
    eye = Eye(-8.45, 114.33, 90, 90, 55)

    found = measure_road(east, [eye])

    assert found.length_m == pytest.approx(110, abs=1)
    assert found.seen_m == pytest.approx(50, abs=6)
    assert len(found.unseen) == 1
    assert measure_road(east, []).unseen[0][-1] == (114.331, -8.45)


def test_the_keeper_opens_private_cameras_to_itself_and_none_of_its_own(
    make_camera: Any, folk_of_cameras: People
) -> None:
    private = make_camera("KAM-1111-22", owner=folk_of_cameras.persons["Wati"])
    own, head = make_camera(), folk_of_cameras.actor("Endang", now=NOW)

    with pytest.raises(WrongGrant) as refused:
        give_grant(make_opening(to_office="dishub", camera_codes=[own.code]), by=head, now=NOW)
    give_grant(make_opening(to_office="dishub", camera_codes=[private.code]), by=head, now=NOW)

    assert set(refused.value.fields) == {"cameras"}
    assert {one.code for one in list_visible_cameras(by=head, now=NOW)} == {own.code, private.code}
