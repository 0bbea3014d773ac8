"""The field officer's day: what is to be mended, closed with a photo, also told late."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest
import time_machine

from kentongan.foundation.files.tests.makers import paint
from kentongan.rooms.cases import api as cases
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.tests.conftest import MONDAY
from tests.sessions import log_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_on_monday"),
]
LIST = "/meja/lapangan/"
JSON = {"accept": "application/json"}


@pytest.fixture
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def working(send, act):
    return act(send(lat=-8.43, lon=114.33), "Sari", "forward")


@pytest.fixture
def yudi(folk) -> Client:
    return log_in(folk.users["Yudi"])


def close(client: Client, report: Report, version: int | None = None, **more):
    facts = {
        "version": Report.objects.select_related("case").get(pk=report.pk).case.version
        if version is None
        else version,
        "note": "Sudah ditegur dan dipindah.",
        "photo": SimpleUploadedFile("IMG.jpg", paint(), "image/jpeg"),
    } | more
    headers = {"headers": JSON | {"Idempotency-Key": str(uuid4())}} if more.pop("json", 0) else {}
    facts.pop("json", None)
    facts = {name: value for name, value in facts.items() if value is not None}
    return client.post(f"{LIST}{report.code}/selesai/", facts, **headers)


def test_the_list_shows_place_photo_clock_and_map(yudi, working):
    page = yudi.get(LIST).content.decode()

    assert working.code in page
    assert "geo:-8.430000,114.330000" in page


def test_the_list_is_for_who_mends_and_their_head_only(folk, working):
    for name, status in {"Yudi": 200, "Tono": 404, "Sari": 404, "Karno": 200, "Wati": 404}.items():
        assert log_in(folk.users[name]).get(LIST).status_code == status, name
    assert working.code not in log_in(folk.users["Karno"]).get(LIST).content.decode()
    assert Client().get(LIST).status_code == 302


def test_closed_with_a_photo_it_leaves_the_list(yudi, working):
    done = close(yudi, working)

    assert done.status_code == 302
    assert Report.objects.get().standing == "mended"
    assert f'id="{working.code}"' not in yudi.get(LIST).content.decode()


def test_without_a_photo_it_is_not_closed(yudi, working):
    page = close(yudi, working, photo=None)

    assert page.status_code == 422
    assert "Sudah ditegur" in page.content.decode()


def test_told_twice_it_is_mended_once(yudi, working):
    version = cases.get_case(working.pk).version
    first = close(yudi, working, version, json=1)

    again = close(yudi, working, version, json=1)

    assert (first.status_code, again.status_code) == (201, 201)
    assert Report.objects.get().photos.filter(stage="after").count() == 1


def test_decided_meanwhile_nothing_is_lost(yudi, working, act):
    version = cases.get_case(working.pk).version
    act(working, "Yudi", "ask", note="Di sebelah mana tepatnya mobil itu?")

    page = close(yudi, working, version, json=1)
    late = close(yudi, working, version, json=1, late="1")

    assert page.status_code == 409
    assert page.json()["fields"]["__all__"]
    assert late.status_code == 201
    attached = cases.get_case(working.pk).attachments.filter(key="late")
    assert attached.count() == 1


def test_strangers_find_nothing_to_close(folk, working):
    assert close(log_in(folk.users["Gita"]), working).status_code == 404
    assert close(log_in(folk.users["Ratna"]), working).status_code == 404


def test_the_list_asks_few_questions(yudi, send, act, django_assert_max_num_queries):
    for number in range(6):
        act(send(place_words=f"depan {number}"), "Sari", "forward")
    yudi.get(LIST)

    with django_assert_max_num_queries(22):
        yudi.get(LIST)
