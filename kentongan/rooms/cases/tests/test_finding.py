from typing import Any

import pytest

from kentongan.rooms.cases import api as cases
from tests.people import ELSEWHERE, People

pytestmark = pytest.mark.django_db


def find(text: str, who: str, folk: People) -> list[str]:
    return [case.code for case in cases.search_cases(text, by=folk.actor(who))]


@pytest.mark.parametrize("words", ["uji", "sumberberas", "letter muncar", "surat uji sumber"])
def test_an_officer_finds_cases_by_words_of_service_and_place(
    words: str, submit: Any, folk: People
) -> None:
    case = submit()

    assert find(words, "Sari", folk) == [case.code]


@pytest.mark.parametrize("words", ["nikah", "genteng", "uji nikah", "wati", ""])
def test_other_words_find_nothing(words: str, submit: Any, folk: People) -> None:
    submit()

    assert find(words, "Sari", folk) == []


def test_the_beginning_of_a_code_is_enough(submit: Any, folk: People) -> None:
    case = submit()

    assert find(case.code[:7].lower(), "Sari", folk) == [case.code]


@pytest.mark.parametrize("who", ["Gita", "Hadi", "Joko", "Ratna"])
def test_cases_that_never_came_to_the_office_are_not_found(
    who: str, submit: Any, folk: People
) -> None:
    case = submit()

    assert [find(words, who, folk) for words in ("uji", "muncar", case.code, case.code[:6])] == [
        [], [], [], [],
    ]  # fmt: skip


def test_the_newest_is_first_and_offices_elsewhere_see_their_own(submit: Any, folk: People) -> None:
    codes = [submit().code for _ in range(3)]
    elsewhere = submit(place_code=ELSEWHERE)

    assert find("uji", "Sari", folk) == codes[::-1]
    assert find("uji", "Gita", folk) == [elsewhere.code]
