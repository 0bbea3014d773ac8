"""What an officer finds on the desk, and who else finds nothing."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from kentongan.lobby.desk.tests.conftest import list_queries
from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places
from tests.people import RESIDENTS, SUMBERBERAS, People

Enter = Callable[..., Client]


def test_sari_sees_a_new_case_with_its_clock_in_words(enter: Enter, submit: Any) -> None:
    case = submit()

    page = enter("Sari").get("/meja/").content.decode()

    assert case.code in page
    assert "Surat keterangan usaha" in page
    assert f"Wati Contoh · {places.get_region(SUMBERBERAS).name}" in page
    assert 'class="clock' in page


def test_gita_of_another_village_sees_nothing(enter: Enter, submit: Any) -> None:
    case = submit()
    gita = enter("Gita")

    assert case.code not in gita.get("/meja/").content.decode()
    assert gita.get(f"/meja/{case.code}/").status_code == 404


def test_the_desk_is_shut_for_residents_and_visitors(enter: Enter, submit: Any) -> None:
    case = submit()

    assert enter("Wati").get("/meja/").status_code == 404
    assert enter("Wati").get(f"/meja/{case.code}/").status_code == 404
    assert Client().get("/meja/").headers["Location"].startswith("/masuk/")


def test_a_head_is_led_to_the_second_factor_first(enter: Enter) -> None:
    answer = enter("Joko", second_factor=False).get("/meja/")

    assert answer.headers["Location"] == "/akun/faktor-kedua/?next=/meja/"


def test_counts_stand_beside_the_queues(enter: Enter, submit: Any) -> None:
    submit()
    submit()

    page = enter("Sari").get("/meja/?antrean=office")

    counts = {queue.name: queue.count for queue in page.context["queues"]}
    assert counts == {"mine": "2", "office": "2", "waiting": "0", "escalated": "0", "done": ""}


def test_the_list_goes_on_by_key(enter: Enter, submit: Any) -> None:
    codes = [submit().code for _ in range(27)]
    sari = enter("Sari")

    first = sari.get("/meja/").context["listing"]
    second = sari.get(first.pager["next_url"]).context["listing"]

    assert [row.code for row in first.rows + second.rows] == codes
    assert (len(first.rows), second.pager["next_url"]) == (25, "")


@pytest.mark.parametrize("words", ["usaha", "{village}", "{code}"])
def test_cases_are_found_by_words(words: str, enter: Enter, submit: Any) -> None:
    case = submit()

    page = enter("Sari").get(
        "/meja/", {"cari": words.format(code=case.code, village=case.place.name)}
    )

    assert [row.code for row in page.context["listing"].rows] == [case.code]


def test_a_strange_queue_is_the_first_queue(enter: Enter) -> None:
    page = enter("Sari").get("/meja/?antrean=apa&setelah=x_y")

    assert page.context["queue"].name == "mine"


def test_cases_are_found_by_nik_that_stands_in_no_address(enter: Enter, submit: Any) -> None:
    case = submit()
    nik = RESIDENTS["Wati"][0]

    page = enter("Sari").post("/meja/cari-nik/", {"nik": nik})

    assert [row.code for row in page.context["listing"].rows] == [case.code]
    assert nik not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert not enter("Gita").post("/meja/cari-nik/", {"nik": nik}).context["listing"].rows


def test_a_wrong_nik_is_explained(enter: Enter) -> None:
    page = enter("Sari").post("/meja/cari-nik/", {"nik": "3510"})

    assert page.status_code == 422
    assert "nik" in page.context["nik_form"].errors


def test_parts_of_the_page_are_asked_for_alone(enter: Enter, submit: Any) -> None:
    case = submit()
    sari = enter("Sari")

    assert case.code in sari.get("/meja/?bagian=daftar").content.decode()
    assert "<html" not in sari.get("/meja/?bagian=daftar").content.decode()
    assert case.code not in sari.get("/meja/?bagian=antrean").content.decode()


def test_the_page_hears_of_its_offices_only(enter: Enter, submit: Any, folk: People) -> None:
    from kentongan.foundation import live  # noqa: PLC0415

    page = enter("Sari").get("/meja/")

    office = next(iter(folk.actor("Sari").offices))
    assert live.read_token(page.context["live_token"]) == {f"office:{office}"}


def test_the_desk_asks_few_questions(enter: Enter, submit: Any, folk: People, now: Any) -> None:
    for number in range(12):
        case = submit()
        if number % 3 == 0:
            cases.decide(
                case_id=case.pk, version=1, decision="ask", note="Mohon foto yang lebih terang.",
                by=folk.actor("Sari", now=now), now=now,
            )  # fmt: skip
    sari = enter("Sari")
    sari.get("/meja/")

    with CaptureQueriesContext(connection) as asked:
        page = sari.get("/meja/?antrean=office")

    assert page.status_code == 200
    assert len(list_queries(asked)) <= 12, list_queries(asked)


def test_a_district_head_finds_the_board_of_the_villages(enter: Enter) -> None:
    joko, sari = (enter(name).get("/meja/").context["links"] for name in ("Joko", "Sari"))

    assert "/kinerja/?jenis=village&kecamatan=35.10.05" in [url for _, url in joko]
    assert not any("kecamatan" in url for _, url in sari)


def test_who_works_with_cameras_finds_them_from_the_desk(enter: Enter) -> None:
    tono, sari = (enter(name).get("/meja/").context["links"] for name in ("Tono", "Sari"))

    assert {"/meja/kamera/", "/meja/kamera/bukti/", "/meja/kamera/daftar/"} <= {u for _, u in tono}
    assert not any("kamera" in url for _, url in sari)
