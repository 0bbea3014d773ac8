# ruff: noqa: DTZ001 - phones write their local time, without a zone
"""Which messages form one report: tables of little scenes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.rooms.reports.rules.chat.saying import (
    Gazetteer,
    Role,
    choose_villages,
    understand_words,
)
from kentongan.rooms.reports.rules.chat.shapes import Kind, Message
from kentongan.rooms.reports.rules.chat.splitting import Proposal, Reason, split_chat
from kentongan.rooms.reports.rules.chat.vocabulary import INDONESIAN, PlaceName

PLACES = (
    PlaceName("35.99.01", "Kalijati"),
    PlaceName("35.99.02", "Sumbermanis"),
    PlaceName("35.99.01.2001", "Kedungwaru", "35.99.01"),
    PlaceName("35.99.01.2002", "Krajan", "35.99.01"),
    PlaceName("35.99.02.2001", "Krajan", "35.99.02"),
    PlaceName("35.99.02.2002", "Sumbermanis", "35.99.02"),
)
WORDS = INDONESIAN.with_categories(
    {"parkir-trotoar": ["parkir di trotoar"], "lampu": ["lampu jalan mati"], "jalan": ["jalan"]}
)
START = datetime(2024, 3, 5, 7, 0)
PHOTO = "<photo>"
PIN = "<pin>"


def chat(*told: tuple[float, str, str]) -> list[Message]:
    """Write a chat: minute, sender, words (or a photo, a photo with a caption, a position)."""
    return [_write(number, *one) for number, one in enumerate(told)]


def _write(number: int, minute: float, sender: str, words: str) -> Message:
    at = START + timedelta(minutes=minute)
    if words.startswith(PHOTO):
        return Message(number, number, at, sender, Kind.PHOTO, words.removeprefix(PHOTO), "a.jpg")
    if words == PIN:
        return Message(number, number, at, sender, Kind.LOCATION, "", "", -8.2, 114.3)
    return Message(number, number, at, sender, Kind.TEXT, words)


def split(*told: tuple[float, str, str]) -> list[Proposal]:
    return list(split_chat(chat(*told), words=WORDS, places=PLACES))


@pytest.mark.parametrize(
    ("told", "reports"),
    [
        ([(0, "Sari", PHOTO), (1, "Sari", "lokasi depan pasar"), (2, "Sari", PHOTO)], [{0, 1, 2}]),
        ([(0, "Sari", PHOTO), (1, "Joko", "siap"), (2, "Sari", "depan pasar Kedungwaru"),
          (3, "Joko", "terima kasih")], [{0, 2}]),
        ([(0, "Sari", PHOTO + "Mobil parkir di trotoar depan pasar")], [{0}]),
        ([(0, "Sari", "Izin lapor, lampu jalan mati di perempatan Kedungwaru")], [{0}]),
        ([(0, "Sari", "Izin lapor"), (1, "Sari", PHOTO), (2, "Sari", "dpn SDN 2")], [{0, 1, 2}]),
        ([(0, "Sari", PHOTO), (9, "Joko", "dimana pak?"), (25, "Sari", "depan pasar")], [{0, 2}]),
        ([(0, "Sari", PHOTO), (9, "Joko", "dimana pak?"), (12, "Budi", "depan pasar")], [{0, 2}]),
        ([(0, "Sari", PHOTO), (2, "Budi", "itu depan pasar Kedungwaru")], [{0, 1}]),
        ([(0, "Sari", PHOTO), (1, "Sari", PIN)], [{0, 1}]),
        ([(0, "Sari", PHOTO), (1, "Sari", "depan pasar"), (5, "Sari", PHOTO),
          (6, "Sari", "perempatan Kedungwaru")], [{0, 1}, {2, 3}]),
        ([(0, "Sari", "depan pasar"), (0, "Sari", PHOTO), (5, "Sari", "perempatan Kedungwaru"),
          (5, "Sari", PHOTO)], [{0, 1}, {2, 3}]),
        ([(0, "Sari", PHOTO), (0, "Sari", "depan pasar"), (0, "Sari", PHOTO),
          (0, "Sari", "perempatan Kedungwaru")], [{0, 1}, {2, 3}]),
        ([(0, "Sari", PHOTO), (1, "Joko", PHOTO), (2, "Sari", "depan pasar Kedungwaru"),
          (3, "Joko", "perempatan Sumbermanis")], [{0, 2}, {1, 3}]),
        ([(0, "Sari", PHOTO), (1, "Sari", "depan pasar"), (4, "Joko", "ini dari sisi lain"),
          (4, "Joko", PHOTO)], [{0, 1, 2, 3}]),
        ([(0, "Sari", PHOTO), (1, "Sari", "depan pasar"), (2, "Sari", "sebelah timur toko")],
         [{0, 1, 2}]),
        ([(0, "Sari", PHOTO), (120, "Sari", "depan pasar")], []),
        ([(0, "Sari", PHOTO), (1, "Joko", "wkwk")], []),
        ([(0, "Sari", PHOTO), (1, "Sari", "sudah ditertibkan petugas di depan pasar")], []),
        ([(0, "Sari", PHOTO + "Apel pagi di kantor kecamatan Kalijati"), (0, "Sari", PHOTO)], []),
        ([(0, "Sari", "BREAKING NEWS banjir di Kalijati https://kabar.example/1")], []),
        ([(0, "Sari", "Selamat pagi"), (1, "Joko", "Terima kasih, selamat menunaikan sholat")], []),
        ([(0, "Sari", "nanti sore saya ke Kedungwaru")], []),
    ],
)  # fmt: skip
def test_messages_are_put_together_as_people_mean_them(
    told: list[tuple[float, str, str]], reports: list[set[int]]
) -> None:
    assert [set(one.messages) for one in split(*told)] == reports


def test_a_proposal_says_what_and_where_and_why() -> None:
    (found,) = split(
        (0, "Sari", PHOTO),
        (1, "Sari", "Mobil parkir di trotoar"),
        (2, "Sari", "dpn pasar Kedungwaru"),
    )

    assert (found.category, found.villages, found.photos) == (
        "parkir-trotoar", ("35.99.01.2001",), (0,),
    )  # fmt: skip
    assert found.place_words == "dpn pasar Kedungwaru"
    assert found.reasons == (Reason.PICTURE, Reason.PLACE_WORDS, Reason.PROBLEM_WORDS)


def test_two_people_with_the_same_car_are_shown_to_the_officer() -> None:
    first, second = split(
        (0, "Sari", PHOTO), (1, "Sari", "depan pasar Kedungwaru"),
        (9, "Joko", PHOTO), (10, "Joko", "depan pasar Kedungwaru"),
    )  # fmt: skip

    assert (first.like, second.like) == (None, 0)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("depan pasar Kedungwaru", ("35.99.01.2001",)),
        ("depan balai desa kdungwaru", ("35.99.01.2001",)),
        ("perempatan Krajan", ()),  # two villages have this name
        ("perempatan Krajan kec. Sumbermanis", ("35.99.02.2002", "35.99.02.2001")),
        ("pasar Kalijati", ("35.99.01",)),
    ],
)
def test_villages_are_found_by_name(text: str, codes: tuple[str, ...]) -> None:
    said = understand_words(text, words=WORDS, places=Gazetteer(PLACES))

    assert set(said.villages) == set(codes)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("jalan rusak parah", Role.TELLS),
        ("Jl. Ahmad Yani", Role.TELLS),
        ("sudah seminggu belum diperbaiki", Role.TELLS),
        ("sampun dipun tindak? lokasi pundi?", Role.ASKS),
        ("Tim URC sudah di lokasi", Role.ANSWERS),
        ("Rapat di kantor kecamatan Kalijati jam 9", Role.ACTIVITY),
        ("👍🙏", Role.CHATTER),
        ("", Role.CHATTER),
    ],
)
def test_what_a_sentence_is_for(text: str, role: Role) -> None:
    assert understand_words(text, words=WORDS, places=Gazetteer(PLACES)).role is role


def test_no_place_names_no_village() -> None:
    assert choose_villages([]) == ()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 200),
            st.sampled_from(["Sari", "Joko", "Wati"]),
            st.sampled_from([PHOTO, PIN, "depan pasar Kedungwaru", "dimana?", "sudah ditangani",
                             "lampu jalan mati", "siap", "izin lapor", PHOTO + "sampah"]),
        ),
        max_size=30,
    )
)  # fmt: skip
def test_no_message_is_in_two_proposals(told: list[tuple[int, str, str]]) -> None:
    proposals = split(*sorted(told))

    numbers = [number for one in proposals for number in one.messages]
    assert len(numbers) == len(set(numbers))
    assert all(set(one.photos) <= set(one.messages) for one in proposals)
