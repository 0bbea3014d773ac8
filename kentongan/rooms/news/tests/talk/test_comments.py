"""A stranger's comment waits; editors decide; nothing is lost and nothing hostile gets through."""

from datetime import timedelta

import pytest

from kentongan.foundation import vault
from kentongan.foundation.audit import chain
from kentongan.foundation.errors import WrongInput
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.sealed import unseal_words
from kentongan.rooms.news import errors
from kentongan.rooms.news.models import Comment, CommentBlock, CommentComplaint
from kentongan.rooms.news.queries import moderation, talk
from kentongan.rooms.news.queries.moderation import Box
from kentongan.rooms.news.rules.words import ComplaintKind
from kentongan.rooms.news.services import complaining, moderating
from kentongan.rooms.news.tests.talk.conftest import NOW, SAID, make_article, make_officer
from kentongan.rooms.people import api as people

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REASON = "Memuat nomor telepon orang lain."


def show(comment, by):
    return moderating.accept_comment(comment_id=comment.pk, by=by, now=NOW)


def test_a_comment_waits_and_its_address_is_sealed(say, article) -> None:
    comment = say()

    assert comment.state == "waiting"
    assert vault.unseal(comment.email_sealed, purpose="comment") == "wati@warga.example"
    assert talk.get_talk(article, now=NOW).threads == []
    lines = chain.list_lines(f"comment:{comment.pk}")
    assert [line.action for line in lines] == ["news.comment_written"]
    assert "wati" not in str(lines[0].detail).casefold()


def test_what_looks_like_advertising_lies_in_its_own_box_and_is_not_lost(say, nadia) -> None:
    comment = say("Daftar slot gacor maxwin hari ini")

    assert comment.state == "spam"
    queue = moderation.list_queue(Box.SPAM, by=nadia, now=NOW)
    assert [one.id for one in queue.comments] == [comment.pk]
    assert queue.comments[0].signs


def test_the_same_sent_twice_is_one_comment_until_it_was_decided(say, nadia) -> None:
    first = say()

    assert say("selamat UNTUK semua desa, yang maju!").pk == first.pk
    show(first, nadia)
    with pytest.raises(errors.SaidAlready):
        say()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " \u202e\u200b "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "R e d a k s i"}, "name"),
        ({"email": "wati"}, "email"),
        ({"email": "a@b.example\nBcc: korban@x.example"}, "email"),
        ({"email": "a@b.example, korban@x.example"}, "email"),
        ({"email": "a" * 250 + "@b.example"}, "email"),
        ({"words": "\x00\u200b"}, "words"),
        ({"words": "x" * 3001}, "words"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(say, changed, field) -> None:
    with pytest.raises(WrongInput) as refusal:
        say(**changed)

    assert list(refusal.value.fields) == [field]


def test_an_answer_to_an_answer_stands_beside_it(say, nadia, article) -> None:
    first = show(say(), nadia)
    second = show(say("Setuju sekali.", parent=first), nadia)
    show(say("Saya juga.", parent=second), nadia)

    (thread,) = talk.get_talk(article, now=NOW).threads

    assert [one.words for one in thread.replies] == ["Setuju sekali.", "Saya juga."]


def test_nobody_answers_what_is_not_shown(say) -> None:
    first = say()

    with pytest.raises(errors.NoSuchComment):
        say("Setuju.", parent=first)


def test_comments_close_after_a_while_or_when_editors_say_so(say, article, decide) -> None:
    with pytest.raises(errors.CommentsClosed):
        say(at=NOW + 31 * DAY)
    with pytest.raises(errors.CommentsClosed):
        say(article=make_article("tertutup", takes_comments=False))
    with pytest.raises(errors.NoSuchArticle):
        say(article=make_article("konsep", state="draft", published_at=None))
    decide(needs_account=True)
    with pytest.raises(errors.CommentsNeedAccount):
        say()


def test_a_flood_ends_where_nobody_could_read_more(say, decide) -> None:
    decide(most_waiting_of_article=5)
    for number in range(5):
        say(f"Komentar nomor {number}", email=f"orang{number}@warga.example")

    with pytest.raises(errors.TooManyWait):
        say("Satu lagi")
    assert Comment.objects.count() == 5


def test_the_same_words_from_many_addresses_become_spam(say) -> None:
    words = "Kunjungi toko kami di pasar sekarang juga"
    states = [say(words, email=f"toko{n}@promo.example").state for n in range(5)]

    assert states[0] == "waiting"
    assert states[-1] == "spam"


def test_the_writer_hears_only_if_asked_and_reads_the_reason(say, nadia) -> None:
    silent, told = say(), say("Telepon saja 0812", is_told=True)

    show(silent, nadia)
    moderating.refuse_comment(comment_id=told.pk, reason=REASON, by=nadia, now=NOW)

    (letter,) = Mail.objects.all()
    text = unseal_words(letter.body_sealed).text
    assert REASON in text
    assert "/kabar/komentar/" in text
    assert "wati" not in letter.subject.casefold()


def test_an_accepted_comment_is_shown_and_a_decision_can_be_taken_back(say, nadia, article) -> None:
    comment = show(say(), nadia)
    assert [one.words for one in talk.get_talk(article, now=NOW).threads] == [SAID]

    moderating.undo_decision(comment_id=comment.pk, by=nadia, now=NOW)

    assert talk.get_talk(article, now=NOW).threads == []
    assert Comment.objects.get().decided_at is None


def test_an_editor_answers_for_the_house_and_another_one_accepts(say, nadia, rendra) -> None:
    answer = say("Terima kasih, sudah diperbaiki.", name="Redaksi", by=nadia)

    assert answer.is_official
    with pytest.raises(errors.OwnComment):
        show(answer, nadia)
    assert show(answer, rendra).state == "shown"


def test_only_editors_of_the_keeper_decide(say, regency) -> None:
    comment = say()

    for office, role in (("diskominfo", "officer"), ("dinkes", "editor")):
        with pytest.raises(errors.NoSuchArticle):
            show(comment, make_officer(f"Orang {office}", office=office, role=role))


def test_a_refusal_needs_a_reason(say, nadia) -> None:
    with pytest.raises(errors.NoReason):
        moderating.refuse_comment(comment_id=say().pk, reason=" jelek ", by=nadia, now=NOW)


def test_who_is_blocked_is_told_and_not_heard(say, nadia) -> None:
    moderating.block_writer(comment_id=say().pk, reason=REASON, by=nadia, now=NOW)

    with pytest.raises(errors.WriterBlocked):
        say("Lagi", email="WATI@warga.example")
    assert REASON in unseal_words(Mail.objects.get().body_sealed).text
    moderating.lift_block(block_id=CommentBlock.objects.get().pk, by=nadia, now=NOW)
    assert say("Lagi").state == "waiting"


def test_a_complaint_has_its_clock_and_late_ones_are_first(say, nadia) -> None:
    comments = [show(say(f"Komentar {n}", email=f"o{n}@warga.example"), nadia) for n in range(2)]
    for comment, at in zip(comments, (NOW + 50 * HOUR, NOW), strict=True):
        complaining.complain(
            comment_id=comment.pk, kind=ComplaintKind.INSULT, words="Menghina", by=people.VISITOR,
            now=at,
        )  # fmt: skip

    queue = moderation.list_queue(Box.COMPLAINED, by=nadia, now=NOW + 51 * HOUR).comments

    assert [one.id for one in queue] == [comments[1].pk, comments[0].pk]
    assert [one.is_late for one in queue] == [True, False]
    assert queue[0].due_at == NOW + 48 * HOUR
    moderating.keep_comment(comment_id=comments[1].pk, by=nadia, now=NOW)
    moderating.refuse_comment(comment_id=comments[0].pk, reason=REASON, by=nadia, now=NOW)
    assert moderation.list_queue(Box.COMPLAINED, by=nadia, now=NOW).comments == []
    assert not CommentComplaint.objects.filter(settled_at=None).exists()


def test_a_hundred_complaints_about_one_comment_stay_few_rows(say, nadia) -> None:
    comment = show(say(), nadia)
    for _ in range(30):
        complaining.complain(
            comment_id=comment.pk, kind=ComplaintKind.LIE, by=people.VISITOR, now=NOW
        )

    comment.refresh_from_db()
    assert comment.report_count == 30
    assert CommentComplaint.objects.count() == complaining.MOST_COMPLAINTS


def test_a_withdrawn_comment_is_erased_and_answers_stay(say, nadia, article) -> None:
    comment = show(say(), nadia)
    show(say("Setuju.", email="budi@warga.example", parent=comment), nadia)

    complaining.withdraw_comment(comment_id=comment.pk, by=people.VISITOR, now=NOW)

    comment.refresh_from_db()
    assert (comment.name, comment.words, comment.email_sealed) == ("", "", None)
    (thread,) = talk.get_talk(article, now=NOW).threads
    assert thread.is_withdrawn
    assert [one.words for one in thread.replies] == ["Setuju."]


def test_old_spam_goes_and_what_waits_stays(say) -> None:
    say("Daftar slot gacor maxwin")
    kept = say()

    count = complaining.purge_comments(by=people.VISITOR, now=NOW + 31 * DAY)

    assert count == 1
    assert [one.pk for one in Comment.objects.all()] == [kept.pk]


def test_the_queue_is_paged_by_key(say, nadia, decide) -> None:
    decide(most_waiting_of_article=100)
    for number in range(25):
        say(f"Nomor {number}", email=f"o{number}@warga.example", at=NOW + number * HOUR)

    seen, after = [], ""
    for _page in range(3):
        queue = moderation.list_queue(Box.WAITING, after=after, by=nadia, now=NOW)
        seen += [one.words for one in queue.comments]
        after = queue.next_key

    assert seen == [f"Nomor {number}" for number in range(25)]
    assert after == ""


def test_a_person_who_is_forgotten_leaves_no_comment(say, folk) -> None:
    comment = say(email="Wati@contoh.example")

    complaining.forget_writer(folk.persons["Wati"], by=people.VISITOR, now=NOW)

    comment.refresh_from_db()
    assert comment.words == ""
