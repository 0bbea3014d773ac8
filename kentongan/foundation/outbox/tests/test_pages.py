"""In the demo the operator reads what would have been sent; nobody else, and nowhere else."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import Http404
from django.test import RequestFactory

import pytest

from kentongan.foundation.audience import Audience
from kentongan.foundation.outbox import queries, services, views

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
OUTBOX = "kentongan.foundation.outbox.backends.OutboxBackend"
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Someone:
    audiences: frozenset[Audience]
    ref: str = "user:1"
    is_authenticated: bool = True


TONO = Someone(frozenset({Audience.OPERATOR}))
SARI = Someone(frozenset({Audience.OFFICER}))


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = OUTBOX


def ask(view, *, who=TONO, query="", **where):
    request = RequestFactory().get(f"/meja/surat-keluar/{query}")
    request.user = request.actor = who
    return view(request, **where)


def keep(number: int = 1, **how):
    letter = EmailMessage(f"Letter {number}", "Dear Wati <b>&</b> https://x.id/1", to=["wati@x.id"])
    return services.keep_mail(how.get("letter", letter), now=NOW + timedelta(seconds=number))


def test_the_backend_keeps_what_others_would_send():
    sent = EmailMessage("Hi", "text", to=["wati@x.id"]).send()

    letters, _ = queries.list_kept()
    assert sent == 1
    assert [(letter.subject, letter.to) for letter in letters] == [("Hi", "wati@x.id")]


def test_the_operator_reads_a_letter_as_text():
    kept = keep()

    page = ask(views.show_mail, mail_id=kept).content.decode()

    assert "Dear Wati &lt;b&gt;&amp;" in page
    assert 'href="https://x.id/1"' in page
    assert "wati@x.id" in page


def test_a_letter_of_html_alone_is_read_as_text():
    letter = EmailMultiAlternatives("Hi", "", to=["wati@x.id"])
    letter.attach_alternative("<p>Dear Wati</p>", "text/html")

    kept = keep(letter=letter)

    assert queries.get_kept(kept).text == "Dear Wati"


def test_letters_stand_newest_first_page_by_page():
    for number in range(queries.PAGE + 5):
        keep(number)

    first, last = queries.list_kept()
    second, end = queries.list_kept(before=last)

    assert first[0].subject == f"Letter {queries.PAGE + 4}"
    assert [letter.subject for letter in second] == [f"Letter {n}" for n in (4, 3, 2, 1, 0)]
    assert end is None


def test_the_list_shows_subjects_and_the_way_on():
    for number in range(queries.PAGE + 1):
        keep(number)

    page = ask(views.list_mail).content.decode()

    assert "Letter 25" in page
    assert "?sebelum=" in page


def test_an_empty_outbox_says_so():
    assert ask(views.list_mail).status_code == 200


@pytest.mark.parametrize(
    ("view", "where"), [(views.list_mail, {}), (views.show_mail, {"mail_id": uuid4()})]
)
def test_an_officer_does_not_learn_that_the_page_exists(view, where):
    with pytest.raises(Http404):
        ask(view, who=SARI, **where)


def test_a_stranger_is_asked_to_log_in():
    answer = ask(views.list_mail, who=AnonymousUser())

    assert answer.status_code == 302


def test_where_letters_are_really_sent_there_is_no_page(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    with pytest.raises(Http404):
        ask(views.list_mail)


@pytest.mark.parametrize("query", ["?sebelum=x", "?sebelum=1%00"])
def test_a_page_that_cannot_be_is_not_found(query):
    with pytest.raises(Http404):
        ask(views.list_mail, query=query)


def test_an_unknown_letter_is_not_found():
    with pytest.raises(Http404):
        ask(views.show_mail, mail_id=uuid4())
