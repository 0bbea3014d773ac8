"""Declaring, changing and retiring cameras."""

import json
from pathlib import Path
from typing import Any

import pytest

from kentongan.foundation import vault
from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.errors import WrongInput
from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cameras.models import Camera, Road
from kentongan.rooms.cameras.rules.view import Verdict
from kentongan.rooms.cameras.tests.registry.conftest import MONDAY, ROAD, SECRET
from kentongan.rooms.places import api as places
from tests.people import People

pytestmark = pytest.mark.django_db


def test_the_keeper_registers_a_camera_that_faces_its_road(declare: Any) -> None:
    camera = declare()

    assert camera.code.startswith("KAM-")
    assert camera.standing == "declared"
    assert camera.faces_road is True
    assert camera.host_shown == "*.example"


def test_address_and_password_are_sealed(declare: Any) -> None:
    camera = declare(stream={"url": f"rtsp://pengamat:{SECRET}@kamera.example/jalan"})

    kept = Camera.objects.get(pk=camera.pk)
    assert SECRET.encode() not in bytes(kept.stream_sealed)
    assert b"kamera.example" not in bytes(kept.stream_sealed)
    opened = json.loads(vault.unseal(kept.stream_sealed, purpose="camera"))
    assert opened["password"] == SECRET
    assert opened["url"] == "rtsp://kamera.example/jalan"


MISSES: list[tuple[dict[str, Any], Verdict, str]] = [
    ({"bearing": 180}, Verdict.TURNED, "180"),
    ({"bearing": 120, "field_of_view": 60}, Verdict.TURNED, "120"),
    ({"range_m": 5}, Verdict.TOO_FAR, "11"),
    ({"field_of_view": 5}, Verdict.BARELY, ""),
]


def test_a_wrong_bearing_is_refused_with_the_picture_of_why(declare: Any) -> None:
    for facts, verdict, word in MISSES:
        with pytest.raises(cameras.FacesNoRoad) as caught:
            declare(**facts)

        assert caught.value.view.verdict is verdict
        assert word in str(caught.value)
        assert cameras.draw_view(caught.value.view).nearest is not None
    assert not Camera.objects.exists()


def test_where_no_road_is_known_it_is_left_to_the_eye(declare: Any) -> None:
    assert declare(road_line=[]).faces_road is None


def test_an_imported_road_counts_when_none_was_drawn(declare: Any, tmp_path: Path) -> None:
    _import(tmp_path, [{"type": "LineString", "coordinates": ROAD}])

    assert declare(road_line=[]).faces_road is True
    with pytest.raises(cameras.FacesNoRoad):
        declare(road_line=[], bearing=180)


def test_importing_the_same_source_again_replaces_it(db: None, tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": ROAD}
    _import(tmp_path, [line, {"type": "MultiLineString", "coordinates": [ROAD, ROAD]}])

    count = _import(tmp_path, [line, {"type": "Point", "coordinates": [114, -8]}])

    assert count == Road.objects.count() == 1


BEYOND = '{"features": [{"geometry": {"type": "LineString", "coordinates": [[1, 200], [2, 3]]}}]}'


def test_what_is_no_road_file_is_refused(db: None, tmp_path: Path) -> None:
    file = tmp_path / "jalan.geojson"
    for text in ("", "[]", "{}", '{"features": [{"geometry": null}]}', BEYOND):
        file.write_text(text)

        with pytest.raises(WrongInput):
            cameras.import_roads(file, source="uji", by=TERMINAL, now=MONDAY)


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"name": " "}, {"name"}),
    ({"bearing": 360}, {"bearing"}),
    ({"field_of_view": 0}, {"field_of_view"}),
    ({"range_m": 9000}, {"range_m"}),
    ({"lat": 95.0}, {"lat"}),
    ({"road_line": [[114.3, -8.4]]}, {"road_line"}),
    ({"place_code": "99.99"}, {"place_code"}),
    ({"purpose": "curiosity"}, {"purpose"}),
    ({"mode": "always"}, {"mode"}),
    ({"place_words": "x" * 301, "contact": "y" * 200}, {"place_words", "contact"}),
    ({"stream": {"url": "http://kamera.example/"}}, {"url"}),
    ({"stream": {"url": "rtsp://"}}, {"url"}),
    ({"stream": {"url": "rtsp://kamera.example:99999/"}}, {"url"}),
    ({"stream": {"url": "rtsp://127.0.0.1/"}}, {"url"}),
    ({"stream": {"url": "rtsp://169.254.169.254/"}}, {"url"}),
    ({"stream": {"url": "rtsp://[::ffff:10.0.0.1]/"}}, {"url"}),
    ({"stream": {"url": "rtsp://192.168.1.64/ch1"}}, {"url"}),
    ({"stream": {"url": "rtsp://kamera.example:22/"}}, {"url"}),
]


def test_what_cannot_be_right_is_said_beside_its_field(declare: Any) -> None:
    for facts, fields in WRONG:
        with pytest.raises(cameras.WrongCamera) as caught:
            declare(**facts)

        assert set(caught.value.fields) == fields, facts


def test_a_private_camera_is_connected_only_with_consent(declare: Any, private: Any) -> None:
    with pytest.raises(cameras.WrongCamera) as caught:
        declare("Wati", **{**private, "has_consented": False})
    camera = declare("Wati", **private)

    assert set(caught.value.fields) == {"has_consented"}
    assert camera.consent_words == "2026-1"
    assert camera.consent_at == MONDAY


def test_a_stranger_registers_nothing(declare: Any, private: Any) -> None:
    for name in ("Budi", "Sari", "Satria"):
        with pytest.raises(cameras.NoSuchCamera):
            declare(name)
        with pytest.raises(cameras.NoSuchCamera):
            declare(name, **private)


def test_the_police_register_their_own(declare: Any) -> None:
    office = places.get_office("polresta").pk

    assert declare("Satria", owner_kind="police", office_id=office).office_id == office


def test_the_permit_office_registers_private_ones_only(declare: Any, private: Any) -> None:
    assert declare("Winda", **private).owner_kind == "private"
    with pytest.raises(cameras.NoSuchCamera):
        declare("Winda")


def test_turning_a_verified_camera_asks_for_a_new_check(declare: Any, folk: People) -> None:
    camera = declare()
    Camera.objects.filter(pk=camera.pk).update(standing="verified", verified_at=MONDAY)
    tono = folk.actor("Tono", now=MONDAY)

    cameras.change_camera(camera_id=camera.pk, name="Simpang Enam", by=tono, now=MONDAY)
    renamed = cameras.get_camera(camera.pk)
    cameras.change_camera(camera_id=camera.pk, bearing=10, by=tono, now=MONDAY)

    assert renamed.is_verified
    assert cameras.get_camera(camera.pk).standing == "declared"


def test_a_retired_camera_forgets_its_password(declare: Any, folk: People) -> None:
    camera = declare()

    cameras.retire_camera(camera_id=camera.pk, by=folk.actor("Tono"), now=MONDAY)

    assert Camera.objects.get(pk=camera.pk).stream_sealed is None
    with pytest.raises(cameras.NoSuchCamera):
        cameras.find_stream_address(camera.pk)
    with pytest.raises(cameras.NotNow):
        cameras.change_camera(camera_id=camera.pk, name="x", by=folk.actor("Tono"), now=MONDAY)


def test_changes_are_told_in_the_same_transaction(
    declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr("kentongan.rooms.cameras.events._hooks", [])
    cameras.on_change(lambda **facts: heard.append((facts["camera_id"], facts["change"])))

    camera = declare()

    assert heard == [(camera.pk, cameras.Change.DECLARED)]
    (line,) = audit.list_lines(subject=f"camera:{camera.pk}")
    assert line.action == "cameras.declared"
    assert SECRET not in str(line.__dict__)


def _import(folder: Path, geometries: list[dict[str, Any]]) -> int:
    file = folder / "jalan.geojson"
    features = [{"type": "Feature", "properties": {"name": "Jalan"}, "geometry": each}
                for each in geometries]  # fmt: skip
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return cameras.import_roads(file, source="uji", by=TERMINAL, now=MONDAY)
