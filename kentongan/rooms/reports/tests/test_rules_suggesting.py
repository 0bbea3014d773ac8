import pytest

from kentongan.rooms.reports.rules.suggesting import suggest_categories

KEYWORDS = {
    "parkir": ["parkir", "trotoar", "mobil"],
    "jalan": ["jalan", "lubang", "berlubang"],
    "lampu": ["lampu", "lampu jalan"],
}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Mobil parkir di trotoar depan pasar", "parkir"),
        ("Jalannya BERLUBANG, bahaya", "jalan"),
        ("lampu jalan mati", "lampu"),
    ],
)
def test_the_words_say_what_is_meant(text, best):
    assert suggest_categories(text, keywords=KEYWORDS)[0] == best


@pytest.mark.parametrize("text", ["", "selamat pagi", "!!!"])
def test_nothing_is_suggested_when_nothing_fits(text):
    assert suggest_categories(text, keywords=KEYWORDS) == []


def test_at_most_so_many_are_suggested():
    assert len(suggest_categories("parkir jalan lampu", keywords=KEYWORDS, limit=2)) == 2
