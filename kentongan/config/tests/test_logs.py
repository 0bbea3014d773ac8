"""No line of the log names a person."""

import json
import logging
import sys

from django.test import Client

import pytest

from kentongan.config import logs


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("NIK 3510054107850003 typed", "NIK [16 digits] typed"),
        ("call 0812-3456-7890 or +62 812 3456 789", "call [phone] or [phone]"),
        ("to wati@contoh.example failed", "to [e-mail] failed"),
        ("GET /cari/?q=wati+muncar HTTP", "GET /cari/?[left out] HTTP"),
        ("refused\nDETAIL: Key (name)=(Wati) exists", "refused\nDETAIL: [left out]"),
        ("case BWI-7K3D-92 at 2026-11-22T08:00:00", "case BWI-7K3D-92 at 2026-11-22T08:00:00"),
        ("0192f0c1-7d52-7cc3-98c4-dc0c0c07398f", "0192f0c1-7d52-7cc3-98c4-dc0c0c07398f"),
    ],
)
def test_what_names_a_person_is_blotted_out(text: str, clean: str) -> None:
    assert logs.scrub_text(text) == clean


def format_record(*, readable: bool, error: Exception | None = None, **extra: object) -> str:
    info = None
    if error is not None:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    record = logging.LogRecord(
        "kentongan", logging.INFO, "f.py", 1, "to %s", ("a@b.example",), info
    )
    record.__dict__.update(extra)
    return logs.make_formatter(readable=readable).format(record)


def test_machines_get_one_json_object_a_line() -> None:
    line = json.loads(format_record(readable=False, view="home", ms=3.5))

    assert line["event"] == "to [e-mail]"
    assert (line["view"], line["ms"], line["level"]) == ("home", 3.5, "info")


def test_a_traceback_is_kept_and_scrubbed() -> None:
    line = format_record(readable=False, error=ValueError("3510054107850003 is wrong"))

    assert "Traceback" in line
    assert "3510054107850003" not in line


def test_people_at_a_terminal_get_readable_lines() -> None:
    assert format_record(readable=True, view="home").endswith("kentongan: to [e-mail] view=home")


def test_a_request_is_logged_by_its_view_without_its_query(client: Client, caplog) -> None:
    caplog.set_level(logging.INFO, logger="kentongan.requests")

    answer = client.get("/healthz?nik=3510054107850003", headers={"X-Request-ID": "abc-12345678"})

    (record,) = [record for record in caplog.records if record.name == "kentongan.requests"]
    assert (record.view, record.method, record.status) == ("healthz", "GET", 200)
    assert "3510054107850003" not in str(record.__dict__)
    assert answer["X-Request-ID"] == "abc-12345678"


def test_a_made_up_request_id_is_replaced(client: Client) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "a b<script>"})

    assert len(answer["X-Request-ID"]) == 32
