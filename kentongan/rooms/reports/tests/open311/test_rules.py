"""Reading what programs send, and writing one tree as XML and as JSON."""

import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.rooms.reports.rules import open311_questions as questions
from kentongan.rooms.reports.rules.open311_documents import Document, write_document
from kentongan.rooms.reports.rules.open311_services import describe_attributes
from kentongan.rooms.reports.rules.words import Standing
from kentongan.rooms.reports.tests.open311.reading import as_words, read_element

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 16, 8, 0, tzinfo=WIB)
VILLAGES = {"35.10.05.2001"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-01T00:00:00Z", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T07:00:00+07:00", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T07:00:00 07:00", datetime(2026, 11, 1, tzinfo=UTC)),  # an unquoted +
        ("2026-11-01T00:00Z", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T00:00:00.5Z", datetime(2026, 11, 1, 0, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=WIB)),
    ],
)
def test_w3c_dates_are_read(text: str, moment: datetime) -> None:
    assert questions.read_moment(text, field="start_date", zone=WIB) == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("yesterday", "date"),
        ("2026-13-01", "date"),
        ("11-01-2026", "date"),
        ("2026-11-01T00:00:00", "zone"),
        ("0001-01-01T00:00:00+14:00", "date"),
        ("9" * 500, "date"),
    ],
)
def test_other_dates_are_refused(text: str, why: str) -> None:
    with pytest.raises(questions.Unclear) as refused:
        questions.read_moment(text, field="start_date", zone=WIB)

    assert (refused.value.field, refused.value.why) == ("start_date", why)


def days(count: float) -> timedelta:
    return timedelta(days=count)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "period"),
    [
        (None, None, (NOW - days(90), NOW)),
        (NOW - days(10), None, (NOW - days(10), NOW)),
        (NOW - days(200), None, (NOW - days(200), NOW - days(110))),
        (None, NOW - days(5), (NOW - days(95), NOW - days(5))),
        (NOW - days(90), NOW, (NOW - days(90), NOW)),
        (NOW + days(1), None, (NOW + days(1), NOW + days(1))),
    ],
)
def test_a_period_is_at_most_90_days(starts_at: Any, ends_at: Any, period: Any) -> None:
    assert questions.find_period(starts_at=starts_at, ends_at=ends_at, now=NOW) == period


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "why"),
    [
        (NOW - days(90.1), NOW, "span"),
        (NOW, NOW - days(1), "order"),
        (None, datetime(1, 1, 2, tzinfo=UTC), "date"),
    ],
)
def test_other_periods_are_refused(starts_at: Any, ends_at: Any, why: str) -> None:
    with pytest.raises(questions.Unclear) as refused:
        questions.find_period(starts_at=starts_at, ends_at=ends_at, now=NOW)

    assert refused.value.why == why


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_is_open_or_closed(standing: Standing) -> None:
    is_open = standing in questions.read_statuses("open")

    assert questions.name_status(standing) == ("open" if is_open else "closed")
    assert is_open is not (standing in questions.read_statuses("closed"))


@pytest.mark.parametrize(("text", "count"), [("", 0), ("open,closed", 0), ("Open", 3)])
def test_statuses_are_read(text: str, count: int) -> None:
    assert len(questions.read_statuses(text)) == count


@pytest.mark.parametrize("text", ["opened", "open,maybe", "0"])
def test_other_statuses_are_refused(text: str) -> None:
    with pytest.raises(questions.Unclear):
        questions.read_statuses(text)


def test_a_cursor_comes_back_as_it_was() -> None:
    cursor = questions.Cursor(NOW + timedelta(microseconds=17), questions.UUID(int=7))

    assert questions.read_cursor(str(cursor), zone=WIB) == cursor
    assert questions.read_cursor("", zone=WIB) is None is questions.read_cursor("1", zone=WIB)


@pytest.mark.parametrize("text", ["2", "x", "1-2", "9" * 16 + "9-" + "0" * 32, "-1"])
def test_other_cursors_are_refused(text: str) -> None:
    with pytest.raises(questions.Unclear):
        questions.read_cursor(text, zone=WIB)


@pytest.mark.parametrize(("text", "size"), [("", 1000), ("5", 5), ("4000", 1000), ("9" * 40, 1000)])
def test_page_sizes_are_read(text: str, size: int) -> None:
    assert questions.read_page_size(text) == size


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "٣", "x"])
def test_other_page_sizes_are_refused(text: str) -> None:
    with pytest.raises(questions.Unclear):
        questions.read_page_size(text)


@pytest.mark.parametrize(
    ("given", "spot"),
    [
        ({"lat": "-8.21", "long": "114.36"}, questions.Spot(lat=-8.21, lon=114.36)),
        ({"address_string": " Depan pasar "}, questions.Spot(words="Depan pasar")),
        ({"address_id": "35.10.05.2001"}, questions.Spot(village_code="35.10.05.2001")),
        ({}, questions.Spot()),
    ],
)
def test_places_are_read(given: dict[str, str], spot: questions.Spot) -> None:
    read = questions.read_spot(given, villages=VILLAGES)

    assert read == spot
    assert read.is_known is bool(given)


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({"lat": "-8.21"}, "long", "pair"),
        ({"long": "114.36"}, "lat", "pair"),
        ({"lat": "north", "long": "114"}, "lat", "degrees"),
        ({"lat": "nan", "long": "114"}, "lat", "degrees"),
        ({"lat": "-8", "long": "inf"}, "long", "degrees"),
        ({"lat": "-91", "long": "114"}, "lat", "degrees"),
        ({"lat": "-8", "long": "1e300"}, "long", "degrees"),
        ({"address_id": "35.10.05"}, "address_id", "village"),
    ],
)
def test_other_places_are_refused(given: dict[str, str], field: str, why: str) -> None:
    with pytest.raises(questions.Unclear) as refused:
        questions.read_spot(given, villages=VILLAGES)

    assert (refused.value.field, refused.value.why) == (field, why)


def test_attributes_are_read_in_every_way_programs_write_them() -> None:
    given = {
        "attribute[a]": ["1"],
        "attribute[b][]": ["2", "3"],
        "attribute[c][0]": ["4"],
        "attribute[c][1]": ["5"],
        "attribute[]": ["x"],
        "attributes[d]": ["x"],
    }

    assert questions.read_attributes(given.items()) == {
        "a": ["1"],
        "b": ["2", "3"],
        "c": ["4", "5"],
    }


def test_a_json_body_becomes_the_fields_of_a_form() -> None:
    body = {
        "lat": -8.2, "attribute": {"a": "1", "b": ["2", "3"]},
        "attributes": [{"code": "c", "value": True}, "x"], "nothing": None, "deep": {"x": 1},
    }  # fmt: skip

    assert questions.spread_json(body) == {
        "lat": ["-8.2"], "attribute[a]": ["1"], "attribute[b]": ["2", "3"],
        "attribute[c]": ["true"], "nothing": [],
    }  # fmt: skip


def test_questions_become_attributes() -> None:
    asked = [
        {"key": "car", "type": "choice", "label": {"id": "Apa?", "en": "What?"}, "required": True,
         "choices": [{"value": "m", "id": "Mobil", "en": "Car"}]},
        {"key": "many", "type": "choices", "label": {"id": "Apa saja?", "en": "Which?"},
         "choices": [{"value": "x", "id": "X", "en": "X"}]},
        {"key": "since", "type": "date", "label": {"id": "Sejak", "en": "Since"}},
        {"key": "count", "type": "number", "label": {"id": "Berapa", "en": "How many"}},
        {"key": "words", "type": "text", "label": {"id": "Kata", "en": "Words"}},
        {"key": "plate", "type": "text", "short": True, "label": {"id": "Pelat", "en": "Plate"}},
        {"key": "danger", "type": "yesno", "label": {"id": "Bahaya?", "en": "Danger?"}},
    ]  # fmt: skip
    words = dict.fromkeys(
        ("yes", "no", "date", "number", "secrecy", "open", "anonymous", "secret"), "w"
    )

    told = describe_attributes(asked, language="en", words=words)

    assert [one["datatype"] for one in told] == [
        "singlevaluelist", "multivaluelist", "datetime", "number", "text", "string",
        "singlevaluelist", "singlevaluelist",
    ]  # fmt: skip
    assert [one["order"] for one in told] == list(range(1, 9))
    assert told[0]["values"] == [{"key": "m", "name": "Car"}]
    assert told[0]["required"] is True
    assert told[-1]["code"] == "secrecy"


# --- XML and JSON say the same ---


LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
NAMES = st.sampled_from(["code", "description", "lat"])
ROWS = st.lists(st.dictionaries(NAMES, LEAVES, min_size=1), max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_both_forms_say_the_same_whatever_stands_in_them(rows: list[dict[str, Any]]) -> None:
    document = Document("service_requests", rows)

    told = json.loads(write_document(document, form="json"))
    xml = write_document(document, form="xml").encode()
    element = ElementTree.fromstring(xml)  # noqa: S314 - our own

    assert as_words(told) == read_element(element)


def test_what_xml_cannot_hold_is_left_out_of_both() -> None:
    document = Document("errors", [{"code": 400, "description": "a\0b\x1f<c>&\ud800\ufffe"}])

    xml, told = write_document(document, form="xml"), write_document(document, form="json")

    assert "<description>ab&lt;c&gt;&amp;</description>" in xml
    assert json.loads(told) == [{"code": 400, "description": "ab<c>&"}]


def test_a_number_that_is_none_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        write_document(Document("errors", [{"code": math.nan}]), form="json")
