import pytest

from kentongan.lobby.design.languages import in_language, without_language


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/", "en", "/en/"),
        ("/layanan/?q=usaha&p=2", "en", "/en/layanan/?q=usaha&p=2"),
        ("/en/layanan/?q=usaha", "id", "/layanan/?q=usaha"),
        ("/en/", "id", "/"),
        ("/en", "id", "/"),
        ("/en?x=1", "id", "/?x=1"),
        ("/energi/", "en", "/en/energi/"),
        ("/en/lacak/", "en", "/en/lacak/"),
        ("/akun/masuk/?next=/meja/", "en", "/en/akun/masuk/?next=/en/meja/"),
        ("/en/akun/masuk/?next=/en/meja/%3Fq%3Da", "id", "/akun/masuk/?next=/meja/%3Fq%3Da"),
        ("/cari/?q=next=x", "en", "/en/cari/?q=next%3Dx"),
    ],
)
def test_the_same_page_is_found_in_the_other_language(path: str, code: str, expected: str) -> None:
    assert in_language(path, code) == expected


def test_a_word_that_begins_like_a_language_is_no_language() -> None:
    assert without_language("/energi/") == "/energi/"
