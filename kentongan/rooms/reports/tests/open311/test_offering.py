"""What can be reported, as programs are told."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

import pytest

from kentongan.rooms.reports.tests.open311.reading import BASE, FORMS, LAT, LON, read_answer

pytestmark = pytest.mark.usefixtures("categories")


@FORMS
def test_discovery_says_where_it_is_and_what_it_speaks(ask: Any, form: str) -> None:
    status, told = ask(f"discovery.{form}")

    (endpoint,) = told["endpoints"]
    assert status == 200
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"].endswith("/open311/v2")
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert datetime.fromisoformat(told["changeset"]).tzinfo


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "Parkir di trotoar"),
        ({"locale": "en"}, "Parking on the pavement"),
        ({"locale": "en_GB"}, "Parking on the pavement"),
        ({"locale": "fr"}, "Parkir di trotoar"),
    ],
)
def test_services_are_named_in_the_language_asked(ask: Any, given: Any, name: str) -> None:
    _status, told = ask("services.json", **given)

    assert told[0]["service_name"] == name
    assert set(told[0]) == {
        "service_code", "service_name", "description", "metadata", "type", "keywords", "group",
    }  # fmt: skip


def test_accept_language_counts_too(client: Client) -> None:
    response = client.get(f"{BASE}/services.json", headers={"Accept-Language": "en-GB,id;q=0.5"})

    assert response.json()[0]["service_name"] == "Parking on the pavement"
    assert response.headers["Content-Language"] == "en"


def test_all_languages_and_both_forms_list_the_same_services(ask: Any) -> None:
    codes = {
        tuple(one["service_code"] for one in ask(f"services.{form}", locale=locale)[1])
        for form in ("xml", "json")
        for locale in ("id", "en")
    }

    assert len(codes) == 1
    assert len(codes.pop()) >= 20


@FORMS
def test_a_service_says_what_is_asked(ask: Any, form: str) -> None:
    status, told = ask(f"services/parkir-trotoar.{form}")

    vehicle = told["attributes"][0]
    assert status == 200
    assert (vehicle["code"], vehicle["datatype"]) == ("vehicle", "singlevaluelist")
    assert (vehicle["required"], vehicle["variable"], vehicle["order"]) == ("true", "true", "1")
    assert {"key": "mobil", "name": "Mobil"} in vehicle["values"]


@pytest.mark.parametrize(
    "path",
    [
        "discovery", "services", "services/parkir-trotoar", "requests", "requests/{code}",
        "tokens/{code}", "services/none", "requests/none", "tokens/none", "none",
    ],
)  # fmt: skip
def test_xml_and_json_say_the_same(client: Client, send: Any, act: Any, path: str) -> None:
    report = send(at=timezone.now(), lat=float(LAT), lon=float(LON))
    act(report, "Sari", "forward", at=timezone.now())
    address = f"{BASE}/{path.format(code=report.code)}"

    xml = client.get(f"{address}.xml", {"extensions": "true"})
    told = client.get(f"{address}.json", {"extensions": "true"})

    assert xml.status_code == told.status_code
    assert read_answer(xml) == read_answer(told)
    assert xml.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    assert (xml.headers["Content-Type"], told.headers["Content-Type"]) == (
        "text/xml; charset=utf-8", "application/json; charset=utf-8",
    )  # fmt: skip


def test_no_cookie_is_set_and_other_origins_may_read(client: Client) -> None:
    response = client.get(f"{BASE}/requests.json")

    assert not response.cookies
    assert response.headers["Access-Control-Allow-Origin"] == "*"
