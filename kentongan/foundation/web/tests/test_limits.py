"""A huge request is answered at once, in the language of its address, without reading it."""

import json

from django.http import HttpResponse
from django.test import RequestFactory

import pytest

from kentongan.foundation.web.limits import MOST_BYTES, RefuseHugeRequests


class Unreadable:
    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")


def post(path: str, *, length: str) -> HttpResponse:
    request = RequestFactory().post(path, headers={"Accept-Language": "fr"})
    request.META["CONTENT_LENGTH"] = length
    request.META["wsgi.input"] = Unreadable()
    answer = RefuseHugeRequests(lambda _: HttpResponse("reached"))(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("path", ["/layanan/", "/en/layanan/"])
def test_a_huge_request_is_refused_unread(path):
    answer = post(path, length=str(MOST_BYTES + 1))

    assert answer.status_code == 413
    assert answer.content


def test_the_answer_speaks_the_language_of_the_address():
    indonesian = post("/layanan/", length=str(MOST_BYTES + 1)).content.decode()
    english = post("/en/layanan/", length=str(MOST_BYTES + 1)).content.decode()

    assert indonesian != english


def test_a_machine_gets_json():
    answer = post("/api/v1/cases", length="99999999999")

    assert json.loads(answer.content)["code"] == "request_too_large"


@pytest.mark.parametrize("length", ["", "0", "1000", str(MOST_BYTES), "-5", "many", "²"])
def test_other_requests_pass(length):
    assert post("/layanan/", length=length).content == b"reached"
