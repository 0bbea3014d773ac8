"""The same form sent twice gives the first answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import sleep

from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

import pytest

from kentongan.foundation.once.guard import forget_old_keys, once
from kentongan.foundation.once.models import DoneOnce

calls: list[str] = []


@pytest.fixture(autouse=True)
def _fresh() -> None:
    calls.clear()


@once
def save(request: HttpRequest) -> HttpResponse:
    calls.append(request.POST.get("what", ""))
    if request.POST.get("what") == "wrong":
        return HttpResponse("please check", status=422)
    sleep(0.05)
    return HttpResponseRedirect(f"/done/{len(calls)}/")


def send(*, once_key: str = "k1", what: str = "right", session: str = "a") -> HttpResponse:
    request = RequestFactory().post("/save/", {"once": once_key, "what": what})
    request.COOKIES["sessionid"] = session
    answer = save(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.django_db
def test_a_second_press_goes_where_the_first_went() -> None:
    assert [send()["Location"], send()["Location"]] == ["/done/1/", "/done/1/"]
    assert len(calls) == 1


@pytest.mark.django_db
def test_a_form_with_errors_can_be_sent_again() -> None:
    assert send(what="wrong").status_code == 422

    assert send(what="right")["Location"] == "/done/2/"


@pytest.mark.django_db
def test_another_persons_key_is_another_key() -> None:
    send(session="a")

    assert send(session="b")["Location"] == "/done/2/"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_change() -> None:
    def press(_: int) -> str:
        try:
            return str(send()["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        went = set(pool.map(press, range(4)))

    assert went == {"/done/1/"}
    assert len(calls) == 1


@pytest.mark.django_db
def test_old_keys_are_forgotten() -> None:
    send()

    forget_old_keys(now=datetime.now(UTC) + timedelta(days=4))

    assert not DoneOnce.objects.exists()
