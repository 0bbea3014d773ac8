"""One search over everything."""

from django.test import Client

import pytest

from kentongan.foundation import codes
from kentongan.lobby.web import queries

pytestmark = pytest.mark.django_db


def test_an_office_is_found_by_what_people_call_it(client: Client) -> None:
    answer = client.get("/cari/", {"q": "dukcapil"})

    assert answer.status_code == 200
    assert "Dinas Kependudukan" in answer.content.decode()


def test_a_typed_case_code_leads_to_tracking_without_telling_whether_it_exists() -> None:
    symbols = "7K3D9"
    code = codes.format_code("BWI", symbols + codes.check_symbol(symbols))

    found = queries.search_everything(code.lower())

    assert (found.code, found.count) == (code, 1)


@pytest.mark.parametrize("asked", ["", " ", "qqqqqqqqqqqq", "' OR 1=1 --", "%", "a\0b", "x" * 5000])
def test_no_question_breaks_the_search(client: Client, asked: str) -> None:
    assert client.get("/en/cari/", {"q": asked}).status_code == 200
