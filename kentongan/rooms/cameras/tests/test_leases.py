"""One live process pulls a camera; when it dies another takes it."""

from uuid import UUID, uuid4

from django.db import connection
from django.utils.timezone import localtime

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.cameras.models.camera import Camera
from kentongan.rooms.cameras.models.health import CameraLease
from kentongan.rooms.cameras.queries.leases import find_live_addresses
from kentongan.rooms.cameras.rules.shares import choose_address
from kentongan.rooms.cameras.services import leases
from kentongan.rooms.places import api as places

ONE, TWO = "https://a.example/live/1", "https://a.example/live/2"
pytestmark = pytest.mark.django_db


@pytest.fixture
def camera() -> UUID:
    now = localtime()
    office = places.get_office("dishub")
    made = Camera.objects.create(
        id=uuid4(), code="KAM-TEST-01", name="Simpang Lima", owner_kind="office",
        office_id=office.pk, purpose="traffic", mode="stream", place_id=office.region_id,
        lat=-8.2, lon=114.3, bearing=90, field_of_view=60, created_at=now, changed_at=now,
    )  # fmt: skip
    return made.pk


def claim(camera: UUID, number: int, *, name: str = "") -> leases.Lease:
    address = (ONE, TWO)[number]
    return leases.claim_camera(camera, holder=name or address, address=address, by=CLOCK)


def expire(camera: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE camera_lease SET expires_at = expires_at - interval '1 minute'")


def test_who_comes_second_is_sent_to_the_first(camera: UUID) -> None:
    claim(camera, 0)

    second = claim(camera, 1)

    assert (second.is_ours, second.address) == (False, ONE)
    assert find_live_addresses([camera]) == {camera: ONE}


def test_who_holds_it_may_claim_it_again(camera: UUID) -> None:
    first = claim(camera, 0)

    again = claim(camera, 0)

    assert (again.is_ours, again.fence) == (True, first.fence)


def test_a_lease_of_a_dead_process_moves_and_its_fence_grows(camera: UUID) -> None:
    first = claim(camera, 0)
    expire(camera)

    second = claim(camera, 1)

    assert second.is_ours
    assert second.fence == first.fence + 1
    assert leases.renew_cameras([camera], holder=ONE, by=CLOCK) == {camera: TWO}


def test_a_new_process_at_the_same_address_takes_over_at_once(camera: UUID) -> None:
    claim(camera, 0, name="died")

    assert claim(camera, 0, name="born").is_ours
    assert leases.renew_cameras([camera], holder="born", by=CLOCK) == {}


def test_what_was_released_is_free(camera: UUID) -> None:
    claim(camera, 0)

    leases.release_cameras([camera], holder=ONE, by=CLOCK)

    assert find_live_addresses([camera]) == {}
    assert claim(camera, 1).is_ours


def test_a_lease_that_expired_but_nobody_took_is_renewed(camera: UUID) -> None:
    claim(camera, 0)
    expire(camera)

    assert leases.renew_cameras([camera], holder=ONE, by=CLOCK) == {}
    assert CameraLease.objects.get().holder == ONE
    assert find_live_addresses([camera]) == {camera: ONE}


def test_all_pages_choose_the_same_process_and_all_processes_get_cameras() -> None:
    chosen = [choose_address(f"KAM-{number}", [ONE, TWO]) for number in range(100)]

    assert chosen == [choose_address(f"KAM-{number}", [TWO, ONE]) for number in range(100)]
    assert 30 < chosen.count(ONE) < 70


def test_a_process_that_does_not_answer_is_avoided_unless_it_is_the_only_one() -> None:
    assert choose_address("KAM", [ONE, TWO], avoid=ONE) == TWO
    assert choose_address("KAM", [ONE], avoid=ONE) == ONE
