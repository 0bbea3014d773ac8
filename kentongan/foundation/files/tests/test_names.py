"""A name is shown to others, so it may do nothing but name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.foundation.files.names import clean_name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("KTP Wati.jpg", "KTP Wati.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\windows\\system32\\evil.exe", "evil.jpg"),
        ("/absolute/path/foto.png", "foto.jpg"),
        ("foto\0.php.jpg", "foto.jpg"),
        ("foto\u202egpj.exe", "fotogpj.jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "a Set-Cookie- x=1.jpg"),
        ("<script>alert(1)</script>.jpg", "script.jpg"),
        ('"><img src=x>.jpg', "img src=x.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("...", "file.jpg"),
        ("", "file.jpg"),
        ("é" * 300 + ".jpg", "é" * 80 + ".jpg"),
        ("nama\u200b panjang\u2003sekali.heic", "nama panjang sekali.jpg"),
    ],
)
def test_a_name_loses_whatever_could_harm(raw, clean):
    assert clean_name(raw, media_type="image/jpeg") == clean


@given(st.text(max_size=300))
def test_a_clean_name_is_always_harmless(raw):
    clean = clean_name(raw, media_type="application/pdf")

    assert clean.endswith(".pdf")
    assert 4 < len(clean) <= 84
    assert not set(clean) & set('/\\\0\r\n<>:"|?*')
    assert clean_name(clean, media_type="application/pdf") == clean
