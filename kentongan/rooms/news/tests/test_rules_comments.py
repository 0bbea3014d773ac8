"""What a comment may hold, and how much it looks like advertising."""

from datetime import UTC, datetime, timedelta

import pytest

from kentongan.rooms.news.rules import commenting, spam

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
POLICY = commenting.read_policy(
    {"words": [{"word": "slot gacor", "points": 6}, {"word": "togel", "points": 3}],
     "reserved_names": ["Redaksi", "Admin"]}
)  # fmt: skip


def judge(words: str, *, name: str = "Wati", **facts: object) -> spam.Verdict:
    seen = spam.Seen(**{"name": name, "words": words, "seconds": 40.0, **facts})  # type: ignore[arg-type]
    return spam.judge(
        seen, weighed=POLICY.weighed, most_links=POLICY.most_links, spam_from=POLICY.spam_from
    )


@pytest.mark.parametrize("words", [
    "Selamat untuk desa Tambong, semoga menang.",
    "Jam berapa loketnya buka? Lihat juga https://desa.example/jadwal",
    "SAYA SETUJU",
    "Pak, Bu, tolong jalan di depan pasar diperbaiki. Sudah tiga bulan rusak, licin saat hujan.",
    "Saya 5 > 3 dan a < b",
    "ok",
])  # fmt: skip
def test_what_people_write_waits_for_an_editor(words: str) -> None:
    assert not judge(words).is_spam


@pytest.mark.parametrize(("words", "facts", "reason"), [
    ("Bagus", {"trap": "https://x.example"}, spam.TRAP),
    ("Daftar slot gacor hari ini", {}, spam.LISTED),
    ("Daftar s l o t g a c o r hari ini", {}, spam.LISTED),
    (" ".join(f"http://{n}.example" for n in range(5)), {}, spam.LINKS),
    ("<a href=http://a.example>x</a> [url=http://b.example]y[/url]", {"seconds": 1.0}, spam.MARKUP),
    ("beli " * 40, {"seconds": 0.5}, spam.REPEATED),
    ("Kunjungi toko kami", {"echoes": 3}, spam.SAID_BEFORE),
    ("Halo", {"name": "Promo www.toko.example", "seconds": None}, spam.LINK_IN_NAME),
])  # fmt: skip
def test_advertising_goes_to_its_own_box_with_the_reason(
    words: str, facts: dict[str, object], reason: str
) -> None:
    verdict = judge(words, **facts)

    assert verdict.is_spam
    assert reason in verdict.reasons


def test_a_form_that_proves_nothing_is_no_spam_by_itself() -> None:
    assert not judge("Terima kasih atas kabarnya.", seconds=None).is_spam
    assert not judge("Terima kasih atas kabarnya.", seconds=1.0).is_spam


@pytest.mark.parametrize(("typed", "kept"), [
    ("  Halo   dunia \r\n\r\n\r\n\r\n lagi ", "Halo dunia\n\nlagi"),
    ("a\u202egnp.exe\u2066b", "agnp.exeb"),
    ("nol\x00 \x1b[31mmerah", "nol [31mmerah"),
    ("Z" + "\u0334\u0335\u0336\u0337\u0338" * 40, "Z\u0334\u0335"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("\u200b\u202e\n ", ""),
])  # fmt: skip
def test_words_are_kept_as_they_can_be_read(typed: str, kept: str) -> None:
    assert commenting.tidy_words(typed) == kept


def test_a_name_stands_on_one_line() -> None:
    assert commenting.tidy_name("Wati\nAdmin\r\nBcc: x") == "Wati Admin Bcc: x"


def test_look_alikes_of_a_reserved_name_are_known() -> None:
    for name in ("redaksi", "R e d a k s i", "RÉDAKSI.", "ｒedaksi"):
        assert commenting.make_skeleton(name) in POLICY.reserved_names


def test_the_same_words_have_one_fingerprint() -> None:
    first = commenting.make_fingerprint("Beli, di toko kami!")

    assert commenting.make_fingerprint("beli  di TOKO kami") == first
    assert commenting.make_fingerprint("beli di toko dia") != first


def test_a_complaint_is_answered_within_twice_24_hours() -> None:
    later = NOW + timedelta(hours=5)

    assert commenting.find_due([later, NOW]) == NOW + timedelta(hours=48)
    assert commenting.find_due([]) is None


def test_an_article_takes_comments_for_so_many_days() -> None:
    day = timedelta(days=1)

    assert commenting.is_open(published_at=NOW - 29 * day, now=NOW, days=30)
    assert not commenting.is_open(published_at=NOW - 30 * day, now=NOW, days=30)
    assert not commenting.is_open(published_at=NOW + day, now=NOW, days=30)
    assert not commenting.is_open(published_at=None, now=NOW, days=30)


@pytest.mark.parametrize("data", [
    {"longest": 0}, {"most_links": "two"}, {"spam_from": True}, {"words": [{"word": "x"}]},
    {"words": [{"points": 2}]}, {"limits": {"planet": {"limit": 1, "minutes": 1}}},
    {"limits": {"network": {"limit": 0, "minutes": 1}}},
])  # fmt: skip
def test_wrong_data_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(commenting.WrongCommentData):
        commenting.read_policy(data)
