"""The crew's day, and what followers are told."""

from datetime import date, datetime, time, timedelta

from django.utils.translation import override

import pytest

from kentongan.foundation import measures
from kentongan.foundation.actors import CLOCK
from kentongan.rooms.rounds import errors
from kentongan.rooms.rounds.models import Stop
from kentongan.rooms.rounds.queries.showing import list_next
from kentongan.rooms.rounds.services import _telling, changing, visiting
from kentongan.rooms.rounds.services.changing import Instead, Reason
from kentongan.rooms.rounds.services.reminding import remind_of_tomorrow
from kentongan.rooms.rounds.tests.conftest import MONDAY, WIB
from tests.sessions import log_in

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)
MORNING = datetime(2026, 11, 25, 8, 5, tzinfo=WIB)
BROKEN = Reason("Mobil rusak.", "The van is broken.")
ON_THURSDAY = Instead(THURSDAY, time(13), time(15))


class FakeMailing:
    """Takes what followers are told, as the mailing room would."""

    def __init__(self):
        self.items = {}
        self.taken_back = []

    def announce(self, item, *, by, now):
        self.items[item.key] = item

    def retract(self, key, *, by, now):
        self.taken_back.append(key)
        self.items.pop(key, None)


@pytest.fixture
def told(monkeypatch):
    fake = FakeMailing()
    monkeypatch.setattr(_telling.mailing, "announce", fake.announce)
    monkeypatch.setattr(_telling.mailing, "retract", fake.retract)
    return fake


@pytest.fixture
def surya(folk, wednesday, told):
    return folk.actor("Surya", now=MONDAY)


def say(stop, now=MONDAY):
    return [f"{one.at.date:%d} {one.at.coming}" for one in list_next([stop], now=now, most=2)]


def cancel(stop, by, now=MONDAY, day=WEDNESDAY):
    return changing.cancel_visit(stop_id=stop.pk, day=day, reason=BROKEN, by=by, now=now)


def move(stop, by, instead=ON_THURSDAY, now=MONDAY):
    return changing.move_visit(
        stop_id=stop.pk, day=WEDNESDAY, instead=instead, reason=BROKEN, by=by, now=now
    )


def test_a_cancelled_visit_is_told_at_once_in_both_languages_and_can_be_undone(
    wednesday, surya, told
):
    cancel(wednesday, surya)
    item = next(iter(told.items.values()))

    assert say(wednesday) == ["25 cancelled", "02 planned"]
    assert (item.topic, item.urgent) == ("rounds/sim-keliling/wongsorejo", True)
    assert item.words == {"id": "Mobil rusak.", "en": "The van is broken."}
    assert "Wednesday 25 November 2026" in item.title["en"]
    assert "Rabu 25 November 2026" in item.title["id"]
    with pytest.raises(errors.ChangedAlready):
        cancel(wednesday, surya)
    changing.undo_change(stop_id=wednesday.pk, day=WEDNESDAY, by=surya, now=MONDAY)
    assert say(wednesday) == ["25 planned", "02 planned"]
    assert [key.rpartition(":")[2] for key in told.items] == ["undone"]
    with pytest.raises(errors.NothingToUndo):
        changing.undo_change(stop_id=wednesday.pk, day=WEDNESDAY, by=surya, now=MONDAY)
    wednesday.refresh_from_db()
    assert wednesday.sequence == 2


def test_a_visit_moves_and_comes_once_more(wednesday, surya, told):
    move(wednesday, surya)
    changing.add_visit(
        stop_id=wednesday.pk, instead=Instead(date(2026, 11, 27), time(8), time(10)),
        reason=BROKEN, by=surya, now=MONDAY,
    )  # fmt: skip

    assert say(wednesday) == ["25 away", "26 moved"]
    assert say(wednesday, now=MORNING + timedelta(days=2, hours=-1)) == ["27 extra", "02 planned"]
    assert (
        "Thursday 26 November 2026, 13:00 to 15:00" in next(iter(told.items.values())).words["en"]
    )


def test_what_cannot_be_meant_is_refused(wednesday, surya, told):
    wrong = (
        (Instead(date(2026, 12, 2), time(9), time(11)), "new_date"),  # it comes then anyway
        (Instead(date(2026, 11, 20), time(9), time(11)), "new_date"),  # over
        (Instead(THURSDAY, time(11), time(9)), "closes"),
    )

    for instead, field in wrong:
        with pytest.raises(errors.WrongChange) as refused:
            move(wednesday, surya, instead)
        assert list(refused.value.fields) == [field]
    with pytest.raises(errors.NoSuchVisit):
        cancel(wednesday, surya, day=THURSDAY)
    with pytest.raises(errors.TooLate):
        cancel(wednesday, surya, now=MORNING + timedelta(hours=5))
    assert told.items == {}


def test_the_crew_says_that_it_is_there_and_how_many_it_served(wednesday, surya):
    facts = {"stop_id": wednesday.pk, "day": WEDNESDAY, "by": surya}
    with pytest.raises(errors.NotThisDay):
        visiting.open_visit(**facts, now=MONDAY)
    with pytest.raises(errors.NotOpen):
        visiting.close_visit(**facts, served=1, now=MORNING)

    visiting.open_visit(**facts, now=MORNING)
    with pytest.raises(errors.AlreadyOpen):
        visiting.open_visit(**facts, now=MORNING)
    with pytest.raises(errors.TooLate):
        cancel(wednesday, surya, now=MORNING)
    assert list_next([wednesday], now=MORNING)[0].is_here
    visit = visiting.close_visit(**facts, served=41, now=MORNING + timedelta(hours=4))
    assert visit.served == 41


def test_visits_and_people_served_are_measures(wednesday, surya):
    cancel(wednesday, surya, day=date(2026, 12, 2))
    visiting.open_visit(stop_id=wednesday.pk, day=WEDNESDAY, by=surya, now=MORNING)
    visiting.close_visit(stop_id=wednesday.pk, day=WEDNESDAY, served=41, by=surya, now=MORNING)
    period = {"since": MONDAY, "until": MONDAY + timedelta(days=14)}

    def measure(name, office="polresta"):
        return measures.get(f"rounds.{name}").compute(**period, office_key=office)

    assert (measure("served"), measure("cancelled"), measure("held_share")) == (41, 1, 10)
    assert measure("served", office="dishub") is measure("held_share", office="dishub") is None


def test_a_unit_is_not_at_two_places_at_once(wednesday, surya):
    """On Thursday morning it is at Rogojampi; what was cancelled gives its time free."""
    morning = Instead(THURSDAY, time(9), time(11))
    with pytest.raises(errors.WrongChange) as refused, override("en"):
        move(wednesday, surya, morning)
    sentence = refused.value.fields["new_date"]
    rogojampi = Stop.objects.get(unit=wednesday.unit, slug="rogojampi")

    cancel(rogojampi, surya, day=THURSDAY)
    move(wednesday, surya, morning)

    assert "the unit is at Rogojampi district office from 08:00 to 12:00" in str(sentence)
    with pytest.raises(errors.UnitIsElsewhere):
        changing.undo_change(stop_id=rogojampi.pk, day=THURSDAY, by=surya, now=MONDAY)
    assert say(rogojampi) == ["26 cancelled", "03 planned"]


def test_a_visit_put_off_by_a_day_off_can_be_cancelled(loaded, folk, told):
    stop = Stop.objects.get(unit__slug="perekaman-ktp", slug="wongsorejo")
    dewi, christmas = folk.actor("Dewi", now=MONDAY), date(2026, 12, 24)
    december = datetime(2026, 12, 20, 8, 0, tzinfo=WIB)

    assert say(stop, now=december) == ["24 put_off", "28 shifted"]
    cancel(stop, dewi, now=december, day=christmas)

    assert say(stop, now=december) == ["28 cancelled", "14 planned"]


def test_the_quota_is_used_up_in_one_tap_and_kinds_are_counted(
    wednesday, surya, folk, told, time_machine
):
    time_machine.move_to(MORNING)
    client = log_in(folk.users["Surya"])
    page = f"/meja/jadwal/{wednesday.pk}/2026-11-25/"
    assert client.post(f"{page}penuh/").status_code == 409  # nobody said: we are here
    client.post(f"{page}buka/")

    client.post(f"{page}penuh/")
    client.post(f"{page}penuh/")
    with override("id"):
        shown = client.get("/en/jadwal/sim-keliling/wongsorejo/").content.decode()
    assert "Quota used up" in shown
    assert [item.title["en"].partition(":")[0] for item in told.items.values()] == ["Quota used up"]
    client.post(f"{page}masih-ada/")
    assert len(told.taken_back) == 1
    client.post(f"{page}penuh/")
    assert client.post(f"{page}tutup/", {"served": "9"}).status_code == 422
    client.post(f"{page}tutup/", {"kind_sim_a": "12", "kind_sim_c": "30"})

    def measure(name):
        period = {"since": MONDAY, "until": MONDAY + timedelta(days=7)}
        return measures.get(f"rounds.{name}").compute(**period, office_key="polresta")

    assert [measure(name) for name in ("served", "served.sim-keliling.sim_c", "full_share")] == [
        42, 30, 100,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Sari", "Dewi", "Satria", "Wati"])
def test_who_does_not_go_round_with_it_finds_nothing(wednesday, folk, told, name):
    with pytest.raises(errors.NoSuchVisit):
        cancel(wednesday, folk.actor(name, now=MONDAY))


def test_followers_are_reminded_the_day_before_once_and_never_of_a_cancelled_visit(
    wednesday, surya, told
):
    tuesday = MONDAY + timedelta(days=1)
    key = f"rounds:before:{wednesday.pk}:20261125"

    remind_of_tomorrow(by=CLOCK, now=tuesday)
    assert "Bring: Old licence" in told.items[key].words["en"]
    cancel(wednesday, surya, now=tuesday)
    assert key not in told.items
    remind_of_tomorrow(by=CLOCK, now=tuesday)
    assert key not in told.items
    assert told.items


def test_the_desk_cancels_with_a_ready_reason_and_keeps_what_was_typed(
    wednesday, surya, folk, told, time_machine
):
    time_machine.move_to(MONDAY)
    client = log_in(folk.users["Surya"])
    page = f"/meja/jadwal/{wednesday.pk}/2026-11-25/"
    with override("id"):
        day = client.get("/meja/jadwal/").content.decode()
        assert f'href="{page}"' in day
        wrong = client.post(f"{page}batal/", {"why": "other", "reason_id": "Jalan longsor"})
        assert wrong.status_code == 422
        assert "Jalan longsor" in wrong.content.decode()
        moved = client.post(f"{page}pindah/", {
            "why": "crew", "new_date": "2026-12-02", "opens": "08:00", "closes": "12:00",
        })  # fmt: skip
        assert moved.status_code == 422
        done = client.post(f"{page}batal/", {"why": "vehicle"})
        assert done["Location"] == "/meja/jadwal/"
        shown = client.get("/jadwal/sim-keliling/wongsorejo/").content.decode()
    assert 'data-coming="cancelled" data-date="2026-11-25"' in shown
    assert next(iter(told.items.values())).words["en"] == "The vehicle broke down."
    assert client.post(f"{page}urungkan/")["Location"] == "/meja/jadwal/"
    assert log_in(folk.users["Dewi"]).get(page).status_code == 404
    assert log_in(folk.users["Sari"]).get("/meja/jadwal/").status_code == 404
