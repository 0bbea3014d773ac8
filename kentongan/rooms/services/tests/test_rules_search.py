"""What a question means before the database is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.rooms.services.rules.search import (
    MOST_TERMS,
    Vocabulary,
    list_spellings,
    read_question,
)

WORDS = Vocabulary.parse(
    {
        "stop_words": ["surat", "saya", "mau"],
        "synonyms": {"kartu kuning": ["pencari kerja"], "akte": ["akta"]},
        "roots": {"pengajuan": "ajukan"},
    }
)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Saya mau SURAT usaha!", ["usaha"]),
        ("surat", ["surat"]),
        ("kartu kuning", ["kartu kuning"]),
        ("e-KTP hilang", ["ektp", "hilang"]),
        ("usaha usaha", ["usaha"]),
        ("", []),
        ("' & | ! :* ( )", []),
    ],
)
def test_words_without_weight_are_left_out(typed: str, asked: list[str]) -> None:
    assert [term.typed for term in read_question(typed, WORDS)] == asked


def test_other_words_for_the_same_thing_count_a_little_less() -> None:
    (term,) = read_question("akte", WORDS)

    assert term.phrases == (("akte", 1.0), ("akta", 0.7))


@given(st.text(max_size=400))
def test_any_question_is_a_few_short_words(typed: str) -> None:
    terms = read_question(typed, WORDS)

    assert len(terms) <= MOST_TERMS


def test_numbers_and_tiny_words_are_no_spellings() -> None:
    assert list_spellings("Akta 2016 di RT", "usaha") == {"akta", "usaha"}
