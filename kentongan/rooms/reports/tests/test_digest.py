"""Leaders hear only what is bad, twice a working day, once each time."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command

import pytest
import time_machine

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.sealed import unseal_address, unseal_words
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.reports.models import Digest, Report
from kentongan.rooms.reports.queries import digest as queries
from kentongan.rooms.reports.rules.digest import Fault, Plan, Running, find_faults, find_slot, time
from kentongan.rooms.reports.services.digest import send_digests, send_due_digests
from kentongan.rooms.reports.tests.conftest import MONDAY, WIB
from tests.people import People
from tests.sessions import log_in

NOW = datetime(2026, 11, 25, 7, 1, tzinfo=WIB)  # a Wednesday, nine days after MONDAY
PLAN = Plan((time(7), time(15, 30)), 10)
FINE = {
    "office_id": 1, "role": "field", "due_at": NOW, "is_waiting": False, "followers": 0,
    "reopened": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({}, ()),
        ({"due_at": NOW - timedelta(seconds=1)}, (Fault.LATE,)),
        ({"due_at": NOW - timedelta(days=9), "is_waiting": True}, ()),
        ({"reopened": 1}, (Fault.REOPENED,)),
        ({"followers": 9}, ()),
        ({"followers": 10}, (Fault.MANY,)),
        ({"role": "officer"}, (Fault.NOBODY,)),
        ({"office_id": 2, "reopened": 2}, (Fault.REOPENED, Fault.NOBODY)),
    ],
)
def test_faults_of_a_report(facts: dict[str, Any], faults: tuple[Fault, ...]) -> None:
    running = Running(**{**FINE, **facts})

    assert find_faults(running, owners={(1, "field")}, plan=PLAN, now=NOW) == faults


@pytest.mark.parametrize(
    ("clock", "slot"), [((6, 59), None), ((7, 0), 7), ((15, 29), 7), ((15, 30), 15), ((23, 59), 15)]
)
def test_the_slot_is_the_last_time_that_has_come(clock: tuple[int, int], slot: int | None) -> None:
    now = NOW.replace(hour=clock[0], minute=clock[1])

    found = find_slot(now, PLAN)

    assert (found.hour if found else None) == slot


def test_the_plan_is_data() -> None:
    assert Plan.read({}) == Plan()
    assert Plan.read({"digest": {"times": ["16:00", "06:30"], "many_followers": 3}}) == Plan(
        (time(6, 30), time(16)), 3
    )


def list_letters() -> dict[str, str]:
    """Return what was posted, by address; only of the digest."""
    found = Mail.objects.filter(about="digest")
    return {unseal_address(m.to_sealed): unseal_words(m.body_sealed).text for m in found}


def appoint_head(folk: People, name: str, office_key: str) -> None:
    from kentongan.foundation.actors import TERMINAL  # noqa: PLC0415

    people.appoint(
        user_id=folk.users[name], office_id=places.get_office(office_key).pk, role="head",
        starts_at=MONDAY, by=TERMINAL, now=MONDAY,
    )  # fmt: skip


@pytest.fixture
def regent(folk: People) -> str:
    """Let Tono be the regent."""
    home = places.get_office(queries.get_regency_office_id())
    appoint_head(folk, "Tono", home.key)
    return "tono@contoh.example"


def test_heads_hear_of_their_own_and_the_regent_of_all(send: Any, act: Any, regent: str) -> None:
    late, elsewhere = send(), send(village_code="35.10.09.2001")
    act(elsewhere, "Gita", "forward")  # at dishub, which has no head

    count = send_due_digests(by=CLOCK, now=NOW)

    letters = list_letters()
    assert (count, set(letters)) == (2, {"karno@contoh.example", regent})
    assert late.code in letters["karno@contoh.example"]
    assert elsewhere.code not in letters["karno@contoh.example"]
    assert late.code in letters[regent]
    assert elsewhere.code in letters[regent]


def test_twice_is_once_and_the_evening_is_another_time(send: Any, regent: str) -> None:
    send()

    counts = [
        send_due_digests(by=CLOCK, now=at)
        for at in (NOW, NOW, NOW + timedelta(minutes=30), NOW.replace(hour=15, minute=31))
    ]

    assert counts == [2, 0, 0, 2]


def test_what_becomes_bad_later_waits_for_the_next_time(send: Any, regent: str) -> None:
    report = send(at=NOW - timedelta(hours=1))
    assert send_due_digests(by=CLOCK, now=NOW) == 0

    Report.objects.filter(pk=report.pk).update(follower_count=50)

    assert send_due_digests(by=CLOCK, now=NOW + timedelta(minutes=10)) == 0
    assert send_due_digests(by=CLOCK, now=NOW.replace(hour=15, minute=31)) == 2


def test_a_killed_worker_goes_on_where_it_was(send: Any, regent: str) -> None:
    send()
    send_due_digests(by=CLOCK, now=NOW)
    home = queries.get_regency_office_id()
    Digest.objects.filter(office_id=home).delete()

    assert send_due_digests(by=CLOCK, now=NOW) == 1


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 28, 7, 1, tzinfo=WIB),  # Saturday
        datetime(2026, 12, 25, 7, 1, tzinfo=WIB),  # Christmas
        datetime(2026, 11, 25, 6, 59, tzinfo=WIB),
        datetime(2026, 11, 25, 12, 0, tzinfo=WIB),  # five hours after
    ],
)
def test_nobody_is_told_at_other_times(send: Any, regent: str, at: datetime) -> None:
    send()

    assert send_due_digests(by=CLOCK, now=at) == 0


def test_nothing_bad_is_no_letter(send: Any, regent: str) -> None:
    send(at=NOW - timedelta(minutes=5))

    assert send_due_digests(by=CLOCK, now=NOW) == 0
    assert not Mail.objects.filter(about="digest").exists()


def test_no_words_and_no_person_and_nothing_of_a_secret_report(send: Any, regent: str) -> None:
    send(description="Tetangga saya Bambang", place_words="Rumah Bu Sri")
    secret = send(secrecy="secret")
    bribe = send(category="pungli", answers={})

    send_digests(slot_at=NOW, by=CLOCK, now=NOW + timedelta(days=30))

    text = list_letters()[regent]
    assert not any(word in text for word in ("Bambang", "Bu Sri", "Wati", "0812"))
    assert "ungutan" not in text
    (line,) = {line for line in text.splitlines() if secret.code in line}
    assert "Parkir" not in line
    assert "Sumberberas" not in line.partition(": ")[0]
    assert bribe.code in text


def test_a_report_with_nobody_there_is_told(send: Any, act: Any, folk: People) -> None:
    report = send(at=NOW)
    act(report, "Sari", "forward", at=NOW)
    yudi = next(h for h in people.list_holders(now=NOW) if h.user_id == folk.users["Yudi"])
    people.end_role(holding_id=yudi.holding_id, by=CLOCK, now=NOW)

    (bad,) = queries.list_bad(now=NOW + timedelta(minutes=1))

    assert bad.faults == (Fault.NOBODY,)


def test_many_bad_reports_ask_the_database_as_often_as_few(
    send: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        send()
    queries.list_bad(now=NOW)

    with django_assert_max_num_queries(2):
        assert len(queries.list_bad(now=NOW)) == 3


def test_the_command_tells_at_any_hour_and_once(send: Any, regent: str, capsys: Any) -> None:
    send()
    with time_machine.travel(datetime(2026, 11, 28, 3, 0, tzinfo=WIB), tick=False):
        call_command("send_digest")
        call_command("send_digest", now=True)
        call_command("send_digest", now=True)

    assert capsys.readouterr().out.split() == ["posted", "0", "posted", "2", "posted", "0"]


# --- The page ---


@pytest.fixture
def open_page(folk: People) -> Any:
    def _open(name: str) -> Any:
        with time_machine.travel(NOW, tick=False):
            return log_in(folk.users[name]).get("/meja/yang-buruk/")

    return _open


def test_the_page_shows_what_is_bad_with_a_text_to_paste(send: Any, open_page: Any) -> None:
    report = send()

    page = open_page("Sari").content.decode()

    assert page.count(report.code) >= 2
    assert "<textarea" in page


def test_the_text_for_the_group_knows_nothing_of_secret_reports(send: Any, open_page: Any) -> None:
    send()
    secret = send(secrecy="secret")

    page = open_page("Sari").content.decode()

    assert secret.code in page
    assert secret.code not in page.partition("<textarea")[2]


def test_an_officer_elsewhere_sees_nothing_of_it(send: Any, open_page: Any) -> None:
    report = send()

    page = open_page("Gita").content.decode()

    assert report.code not in page
    assert "<textarea" not in page


@pytest.mark.parametrize("name", ["Wati"])
def test_the_page_is_for_officers(open_page: Any, name: str) -> None:
    assert open_page(name).status_code == 404
