"""
Two programs from PyPI that nobody here wrote read and write our Open311 over HTTP.

`georeport` (2025) reads XML and JSON and cannot send. `three` (2013) sends and asks by token; it
was written for Python 2 and is given the one name that Python 3 took away (`itertools.ifilter`).
"""

import importlib
import itertools
import warnings
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.reports import api as reports
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.services.open311_keys import create_open311_key
from kentongan.rooms.reports.tests.open311.reading import BASE
from tests.people import make_people, make_regency

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.enable_socket,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost"]),
    pytest.mark.timeout(120),
]


@pytest.fixture
def address(live_server: Any) -> str:
    """The real server on a port of this machine, with a regency that can be reported to."""
    make_regency()
    make_people()
    reports.load_categories(settings.REGENCY_FOLDER, by=TERMINAL, now=timezone.localtime())
    return f"{live_server.url}{BASE}"


@pytest.fixture
def three() -> Iterator[Any]:
    itertools.ifilter = filter  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield importlib.import_module("three")
    del itertools.ifilter  # type: ignore[attr-defined]


def make_key(*, is_batch: bool = False) -> str:
    return create_open311_key(
        label="klien", is_batch=is_batch, by=TERMINAL, now=timezone.localtime()
    )


PARKED = {
    "lat": "-8.4501234", "long": "114.2987654", "description": "Mobil di trotoar.",
    "phone": "081234567001", "attribute[vehicle]": "mobil",
}  # fmt: skip


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_services_and_requests(address: str, three: Any, form: str) -> None:
    georeport = importlib.import_module("georeport")
    client = georeport.GeoReport(address, jurisdiction="banyuwangi", output_format=form)
    sender = three.Three(address, api_key=make_key())
    sent = [sender.post("parkir-trotoar", **PARKED)[0]["service_request_id"] for _ in range(2)]

    services = client.get_service_list()
    definition = client.get_service_definition("parkir-trotoar")
    requests = client.get_service_requests(service_code="parkir-trotoar", status="open")
    one = client.get_service_request(sent[0])

    assert "parkir-trotoar" in {service["service_code"] for service in services}
    assert definition["service_code"] == "parkir-trotoar"
    assert {row["service_request_id"] for row in requests} == set(sent)
    assert (one["service_request_id"], one["status"]) == (sent[0], "open")


def test_three_lists_sends_asks_by_token_and_reads(address: str, three: Any) -> None:
    client = three.Three(address, api_key=make_key(is_batch=True), jurisdiction="banyuwangi")

    discovered = client.discovery()
    codes = {service["service_code"] for service in client.services()}
    asked = client.services("parkir-trotoar")["attributes"]
    (received,) = client.post("parkir-trotoar", name="Wati Rahayu", address="Pasar", **PARKED)
    (found,) = client.token(received["token"])
    (row,) = client.request(found["service_request_id"])
    recent = client.requests("parkir-trotoar", count=10)

    report = Report.objects.get()
    assert discovered["endpoints"][0]["url"].endswith("/open311/v2")
    assert "parkir-trotoar" in codes
    assert asked[0]["code"] == "vehicle"
    assert (row["service_request_id"], row["status"]) == (report.code, "open")
    assert [one["service_request_id"] for one in recent] == [report.code]
    assert report.case.applicant.name == "Wati Rahayu"


def test_three_is_told_what_is_wrong(address: str, three: Any) -> None:
    client = three.Three(address, api_key=make_key())

    unknown = client.post("no-such-service", **PARKED)
    nowhere = client.post("parkir-trotoar", **{"attribute[vehicle]": "mobil"}, description="x")
    too_long = client.requests(start="01-01-2026", end="06-01-2026")
    stranger = three.Three(address, api_key="wrong").post("parkir-trotoar", **PARKED)

    told = [answer[0]["code"] for answer in (unknown, nowhere, too_long, stranger)]
    assert told == [404, 400, 400, 403]
