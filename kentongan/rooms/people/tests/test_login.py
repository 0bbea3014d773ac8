"""Logging in: passwords, codes, sign-up, and what only the demo shows."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.errors import TooOften
from kentongan.foundation.outbox.models import Mail
from kentongan.rooms.people import api, session
from kentongan.rooms.people.errors import NotAllowed
from kentongan.rooms.people.models import User
from kentongan.rooms.people.queries import seal_secret
from kentongan.rooms.people.rules import derive_secret, make_code
from kentongan.rooms.people.tests.conftest import PASSWORD, deliver_letters, log_in

Enter = Callable[..., Client]
SECRET = derive_secret("joko")


@pytest.fixture
def joko(cast: dict[str, int]) -> int:
    """A head with a code app and a password."""
    user = User.objects.get(pk=cast["Joko"])
    user.set_password(PASSWORD)
    user.save()
    Authenticator.objects.create(user=user, type="totp", data={"secret": seal_secret(SECRET)})
    return cast["Joko"]


# --- Logging in -----------------------------------------------------------------------------------


def test_a_resident_logs_in_and_comes_to_their_own_page(
    client: Client, cast: dict[str, int]
) -> None:
    wati = User.objects.get(pk=cast["Wati"])
    wati.set_password(PASSWORD)
    wati.save()

    answer = log_in(client, "WATI@contoh.example")

    assert answer.status_code == 302
    assert answer["Location"] == reverse("people:show_account")
    assert client.get(answer["Location"]).status_code == 200


def test_a_wrong_password_says_so_and_keeps_out(client: Client, cast: dict[str, int]) -> None:
    answer = log_in(client, "wati@contoh.example", "salah sekali 123")

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert client.get(reverse("people:show_account")).status_code == 302


def test_guessing_a_password_is_stopped_and_says_how_long(
    client: Client, cast: dict[str, int]
) -> None:
    answers = [log_in(client, "wati@contoh.example", f"tebak {n}") for n in range(6)]

    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "900"
    assert "15" in answers[-1].content.decode()
    assert log_in(client, "budi@contoh.example", "sekali saja").status_code == 200


def test_a_signer_is_asked_for_the_code(client: Client, joko: int) -> None:
    first = log_in(client, "joko@contoh.example")
    page = client.get(first["Location"])
    code = make_code(SECRET, at=timezone.localtime())
    done = client.post(first["Location"], {"code": code})

    assert first["Location"] == reverse("mfa_authenticate")
    assert "demo-code" not in page.content.decode()
    assert done["Location"] == settings.LOGIN_REDIRECT_URL
    assert client.session[session.SECOND_FACTOR] == joko


def test_a_wrong_code_keeps_out(client: Client, joko: int) -> None:
    way = log_in(client, "joko@contoh.example")["Location"]

    answer = client.post(way, {"code": "000000"})

    assert answer.status_code == 200
    assert session.SECOND_FACTOR not in client.session
    assert client.get(reverse("people:show_account")).status_code == 302


def test_codes_cannot_be_guessed_for_long(client: Client, joko: int) -> None:
    way = log_in(client, "joko@contoh.example")["Location"]
    answers = [client.post(way, {"code": f"{n:06d}"}).content.decode() for n in range(11)]

    right = client.post(way, {"code": make_code(SECRET, at=timezone.localtime())})

    wait = str(TooOften(minutes=5))
    assert wait not in answers[0]
    assert wait in answers[-1]
    assert right.status_code == 200


def test_a_code_opens_once(joko: int) -> None:
    code = make_code(SECRET, at=timezone.localtime())
    first, second = Client(), Client()
    way = log_in(first, "joko@contoh.example")["Location"]
    log_in(second, "joko@contoh.example")

    assert first.post(way, {"code": code}).status_code == 302
    cache.clear()  # another worker has a memory of its own
    assert second.post(way, {"code": code}).status_code == 200
    assert session.SECOND_FACTOR not in second.session


def test_a_second_factor_set_up_in_this_session_counts(
    transactional_db: None, client: Client, cast: dict[str, int]
) -> None:
    user = User.objects.get(pk=cast["Sari"])
    user.set_password(PASSWORD)
    user.save()
    log_in(client, "sari@contoh.example")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    answer = client.post(
        reverse("mfa_activate_totp"), {"code": make_code(secret, at=timezone.localtime())}
    )

    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert "<svg" in page.content.decode()
    assert client.session[session.SECOND_FACTOR] == cast["Sari"]
    assert secret not in kept


def test_a_resident_makes_an_account(client: Client, db: None) -> None:
    answer = client.post(
        reverse("account_signup"),
        {"email": "Baru@contoh.example", "name": "Warga Baru", "password1": PASSWORD},
    )

    user = User.objects.get(email="baru@contoh.example")
    assert answer.status_code == 302
    assert (user.name, user.language) == ("Warga Baru", "id")
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified is False


def test_a_forgotten_password_is_replaced_by_mail(client: Client, cast: dict[str, int]) -> None:
    client.post(reverse("account_reset_password"), {"email": "wati@contoh.example"})

    [sent] = deliver_letters()
    way = next(word for word in sent.body.split() if "/akun/sandi/baru/" in word)
    page = client.get(way, follow=True)
    answer = client.post(
        page.redirect_chain[-1][0], {"password1": "rujak soto enak", "password2": "rujak soto enak"}
    )
    assert answer.status_code == 302
    assert User.objects.get(pk=cast["Wati"]).check_password("rujak soto enak")


def test_no_page_waits_for_a_slow_mail_server(
    client: Client, cast: dict[str, int], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "kentongan.rooms.people.tests.test_login.NeverAnswers"

    answer = client.post(reverse("account_reset_password"), {"email": "wati@contoh.example"})

    letter = Mail.objects.get()
    assert answer.status_code == 302
    assert (letter.state, letter.about, letter.language) == ("queued", "account", "id")
    assert b"wati" not in bytes(letter.to_sealed) + bytes(letter.body_sealed)


class NeverAnswers(BaseEmailBackend):
    """A mail server that would hold whoever asks it."""

    def send_messages(self, email_messages: Any) -> int:
        raise AssertionError("a page spoke with the mail server")


# --- The demo -------------------------------------------------------------------------------------


def test_outside_the_demo_no_password_is_shown(client: Client, db: None) -> None:
    page = client.get(reverse("account_login") + "?be=wati@demo.example").content.decode()

    assert "demo-people" not in page
    assert 'value="wati@demo.example"' not in page
    assert "kentongan-demo" not in page


def test_in_the_demo_one_can_be_somebody(client: Client, db: None, settings: Any) -> None:
    settings.DEMO = True

    people = client.get(reverse("account_login")).content.decode()
    filled = client.get(reverse("account_login") + "?be=wati@demo.example").content.decode()

    assert "demo-people" in people
    assert "be=wati%40demo.example" in people
    assert 'value="wati@demo.example"' in filled
    assert 'value="kentongan-demo"' in filled


def test_in_the_demo_the_code_is_shown_and_works(client: Client, joko: int, settings: Any) -> None:
    settings.DEMO = True
    way = log_in(client, "joko@contoh.example")["Location"]

    page = client.get(way).content.decode()
    code = api.get_demo_code(joko, now=timezone.localtime())

    assert code in page
    assert client.post(way, {"code": code}).status_code == 302
    assert api.get_demo_code(joko, now=timezone.localtime()) != code


def test_outside_the_demo_there_is_no_code(joko: int) -> None:
    assert api.get_demo_code(joko, now=timezone.localtime()) == ""


def test_outside_the_demo_its_people_are_not_loaded(db: None) -> None:
    with pytest.raises(NotAllowed):
        api.load_people(folder=settings.REGENCY_FOLDER, by=TERMINAL, now=timezone.localtime())
    assert api.list_demo_people() == []
    assert api.find_demo_person("wati@demo.example") is None
