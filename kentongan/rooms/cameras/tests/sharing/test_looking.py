"""Who sees a camera, with which right, and when a look is cut."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import signing

import pytest
import time_machine

from kentongan.foundation.actors import CLOCK, SystemActor
from kentongan.foundation.audit import chain
from kentongan.rooms.cameras.errors import (
    MaskedCamera,
    NoSuchCamera,
    NotAdmitted,
    OtherPurpose,
    WrongPurpose,
)
from kentongan.rooms.cameras.models import Camera, CameraMask, Grant, Look
from kentongan.rooms.cameras.queries.looking import (
    get_visible_camera,
    list_lost_looks,
    list_visible_cameras,
)
from kentongan.rooms.cameras.services.looking import (
    SALT,
    admit_viewer,
    choose_purpose,
    close_silent_looks,
    end_looks,
    note_seconds,
    open_look,
    renew_token,
    take_picture_look,
)
from kentongan.rooms.cameras.tests.sharing.conftest import NOW, SECURITY, TRAFFIC
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from tests.people import MUNCAR, People

LIVE = SystemActor("live")


@pytest.fixture
def watch(folk_of_cameras: People, session_key: str) -> Any:
    """Open a look as Satria of the police."""

    def _watch(camera: Camera, name: str = "Satria", **facts: Any) -> tuple[Look, str]:
        by = folk_of_cameras.actor(name, now=NOW)
        whole = {"session_key": session_key, "chosen": TRAFFIC, "now": NOW, **facts}
        return open_look(camera=camera, by=by, **whole)

    return _watch


@pytest.mark.parametrize(
    ("name", "sees"),
    [("Tono", True), ("Endang", True), ("Satria", False), ("Yudi", False), ("Sari", False),
     ("Wati", False), ("Made", False), ("Ratna", False)],
)  # fmt: skip
def test_only_operators_and_the_head_of_its_office_see_a_camera_without_grant(
    make_camera: Any, folk_of_cameras: People, name: str, sees: bool
) -> None:
    camera = make_camera()
    by = folk_of_cameras.actor(name, now=NOW)

    seen = list_visible_cameras(by=by, now=NOW)

    assert seen == ([camera] if sees else [])
    if not sees:
        with pytest.raises(NoSuchCamera):
            get_visible_camera(camera.code, by=by, now=NOW)


def test_the_keeper_sees_no_private_camera_without_a_grant(
    make_camera: Any, folk_of_cameras: People
) -> None:
    camera = make_camera(owner=folk_of_cameras.persons["Wati"])

    with pytest.raises(NoSuchCamera):
        get_visible_camera(camera.code, by=folk_of_cameras.actor("Tono", now=NOW), now=NOW)


def test_a_grant_opens_only_its_cameras_in_its_time(
    make_camera: Any, give: Any, folk_of_cameras: People
) -> None:
    first, second = make_camera(), make_camera("KAM-2222-22")
    satria = folk_of_cameras.actor("Satria", now=NOW)
    grant = give(first)

    def list_seen(at: Any) -> list[Camera]:
        return list_visible_cameras(by=satria, now=at)

    assert list_seen(NOW) == [first]
    assert list_seen(grant.ends_at) == []
    assert list_seen(NOW - timedelta(days=2)) == []
    Grant.objects.update(ended_at=NOW)
    assert list_seen(NOW) == []
    with pytest.raises(NoSuchCamera):
        get_visible_camera(second.code, by=satria, now=NOW)


def test_a_grant_of_an_area_opens_what_its_giver_owns_there_and_consented_private_ones(
    make_camera: Any, give: Any, folk_of_cameras: People
) -> None:
    wati = folk_of_cameras.persons["Wati"]
    own = make_camera()
    private = make_camera("KAM-2222-22", owner=wati)
    make_camera("KAM-3333-33", owner=wati, purpose="security")
    make_camera("KAM-4444-44", owner=wati, mode="none", consent_at=None)
    give(area_id=MUNCAR)

    seen = list_visible_cameras(by=folk_of_cameras.actor("Satria", now=NOW), now=NOW)

    assert {camera.code for camera in seen} == {own.code, private.code}
    for camera in seen:
        get_visible_camera(camera.code, by=folk_of_cameras.actor("Satria", now=NOW), now=NOW)


def test_seeing_the_list_takes_two_questions(
    make_camera: Any, give: Any, folk_of_cameras: People, django_assert_num_queries: Any
) -> None:
    give(*[make_camera(f"KAM-{n}{n}{n}{n}-11") for n in range(1, 6)])
    satria = folk_of_cameras.actor("Satria", now=NOW)

    with django_assert_num_queries(2):
        assert len(list_visible_cameras(purpose="traffic", by=satria, now=NOW)) == 5


def test_another_purpose_than_the_grants_is_refused_with_the_right_one(
    make_camera: Any, give: Any, watch: Any
) -> None:
    camera = make_camera()
    give(camera)

    with pytest.raises(OtherPurpose) as refused:
        watch(camera, chosen=SECURITY)

    assert "lalu lintas" in str(refused.value)


@pytest.mark.parametrize(("purpose", "words"), [("faces", "alasan panjang"), ("traffic", " a  ")])
def test_a_purpose_is_one_of_the_law_and_says_why(
    folk_of_cameras: People, purpose: str, words: str
) -> None:
    with pytest.raises(WrongPurpose):
        choose_purpose(
            purpose=purpose, words=words, by=folk_of_cameras.actor("Tono", now=NOW), now=NOW
        )


def test_a_look_is_written_down_at_its_start_and_its_end(
    make_camera: Any, give: Any, watch: Any
) -> None:
    camera = make_camera()
    give(camera)
    look, _token = watch(camera)
    note_seconds({look.pk: 12}, by=LIVE, now=NOW + timedelta(seconds=12))
    note_seconds({look.pk: 30}, by=LIVE, now=NOW + timedelta(seconds=42))

    ended = end_looks([look.pk], by=LIVE, now=NOW + timedelta(seconds=42))

    assert ended == 1
    lines = chain.list_lines(f"camera:{camera.pk}")
    assert [line.action for line in lines] == ["cameras.look_begun", "cameras.look_ended"]
    assert lines[1].detail["seconds"] == 42
    assert "Macet" not in str(lines[0].detail)


def test_a_token_opens_once(make_camera: Any, give: Any, watch: Any) -> None:
    camera = make_camera()
    give(camera)
    look, token = watch(camera)

    assert admit_viewer(token, by=LIVE, now=NOW).look_id == look.pk
    with pytest.raises(NotAdmitted):
        admit_viewer(token, by=LIVE, now=NOW)


def test_a_token_is_refused_after_a_minute_and_when_forged(
    make_camera: Any, give: Any, watch: Any
) -> None:
    camera = make_camera()
    give(camera)
    look, token = watch(camera)
    forged = signing.dumps([str(look.pk), str(camera.pk), "guess"], salt=SALT)

    for wrong in ("", "nonsense", forged, token[:-2]):
        with pytest.raises(NotAdmitted):
            admit_viewer(wrong, by=LIVE, now=NOW)
    with time_machine.travel(timedelta(seconds=61)), pytest.raises(NotAdmitted):
        admit_viewer(token, by=LIVE, now=NOW)


def test_a_player_that_lost_its_socket_gets_a_new_token_in_its_own_session_only(
    make_camera: Any, give: Any, watch: Any, folk_of_cameras: People, session_key: str
) -> None:
    camera = make_camera()
    grant = give(camera)
    look, token = watch(camera)
    satria = folk_of_cameras.actor("Satria", now=NOW)
    facts = {"look_id": look.pk, "by": satria, "now": NOW}
    admit_viewer(token, by=LIVE, now=NOW)

    renewed = renew_token(session_key=session_key, **facts)

    assert admit_viewer(renewed, by=LIVE, now=NOW).look_id == look.pk
    with pytest.raises(NotAdmitted):
        renew_token(session_key="another", **facts)
    Grant.objects.filter(pk=grant.pk).update(ended_at=NOW)
    with pytest.raises(NotAdmitted):
        renew_token(session_key=session_key, **facts)


def _end_grant(look: Look) -> None:
    Grant.objects.update(ended_at=NOW)


def _run_grant_out(look: Look) -> None:
    Grant.objects.update(ends_at=NOW)


def _end_session(look: Look) -> None:
    Session.objects.all().delete()


def _let_session_expire(look: Look) -> None:
    Session.objects.update(expire_date=NOW)


def _close_account(look: Look) -> None:
    get_user_model().objects.filter(pk=look.user_id).update(is_active=False)


def _end_role(look: Look) -> None:
    look.user.holdings.update(ends_at=NOW)


def _retire(look: Look) -> None:
    Camera.objects.update(standing="retired")


def _withdraw(look: Look) -> None:
    Camera.objects.update(mode="none")


def _mask(look: Look) -> None:
    CameraMask.objects.create(
        camera_id=look.camera_id, corners=[[0, 0], [1, 0], [1, 1]], made_by="clock", made_at=NOW
    )


def _end_look(look: Look) -> None:
    Look.objects.update(ended_at=NOW)


@pytest.mark.parametrize(
    ("happening", "why"),
    [(_end_grant, "grant"), (_run_grant_out, "grant"), (_end_session, "session"),
     (_let_session_expire, "session"), (_close_account, "role"), (_end_role, "role"),
     (_retire, "camera"), (_withdraw, "camera"), (_mask, "masked"), (_end_look, "closed")],
)  # fmt: skip
def test_a_look_without_its_right_is_cut_and_opens_no_socket(
    make_camera: Any, give: Any, watch: Any, happening: Any, why: str
) -> None:
    camera = make_camera()
    give(camera)
    look, token = watch(camera)
    assert list_lost_looks([look.pk], now=NOW) == {}

    happening(look)

    assert list_lost_looks([look.pk], now=NOW) == {look.pk: why}
    with pytest.raises(NotAdmitted):
        admit_viewer(token, by=LIVE, now=NOW)


def test_asking_about_many_looks_is_one_question(
    make_camera: Any, give: Any, watch: Any, django_assert_num_queries: Any
) -> None:
    camera = make_camera()
    give(camera)
    looks = [watch(camera)[0].pk for _ in range(5)]

    with django_assert_num_queries(1):
        assert list_lost_looks(looks, now=NOW) == {}


def test_a_masked_camera_is_never_shown_live(make_camera: Any, watch: Any) -> None:
    camera = make_camera()
    _mask(Look(camera=camera))

    with pytest.raises(MaskedCamera):
        watch(camera, "Tono")


def test_pictures_that_follow_one_another_are_one_look(
    make_camera: Any, folk_of_cameras: People, session_key: str
) -> None:
    camera = make_camera()
    facts = {
        "camera": camera, "session_key": session_key, "chosen": TRAFFIC,
        "by": folk_of_cameras.actor("Tono", now=NOW),
    }  # fmt: skip

    first = take_picture_look(now=NOW, **facts)
    again = take_picture_look(now=NOW + timedelta(seconds=5), **facts)
    later = take_picture_look(now=NOW + timedelta(minutes=5), **facts)

    assert first.pk == again.pk != later.pk
    assert again.seconds == 5


def test_a_look_whose_process_died_is_closed_by_the_clock(make_camera: Any, watch: Any) -> None:
    look, _token = watch(make_camera(), "Tono")

    assert close_silent_looks(by=CLOCK, now=NOW + timedelta(minutes=1)) == 0
    assert close_silent_looks(by=CLOCK, now=NOW + timedelta(minutes=3)) == 1

    look.refresh_from_db()
    assert look.ended_why == "silent"


def test_the_second_factor_of_a_role_does_not_open_the_cameras_of_another_office(
    make_camera: Any, folk_of_cameras: People
) -> None:
    police = make_camera(owner_kind="police", office=places.get_office("polresta"))
    tono = folk_of_cameras.actor("Tono", now=NOW)

    assert list_visible_cameras(by=tono, now=NOW) == []
    assert list_visible_cameras(by=folk_of_cameras.actor("Satria", now=NOW), now=NOW) == [police]


def test_residents_and_machines_look_at_nothing(make_camera: Any) -> None:
    make_camera()

    assert list_visible_cameras(by=people.VISITOR, now=NOW) == []
    assert list_visible_cameras(by=CLOCK, now=NOW) == []
