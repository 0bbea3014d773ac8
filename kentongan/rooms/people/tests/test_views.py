"""Who may open which page, and what the pages show."""

from collections.abc import Callable

from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.people import api, session
from kentongan.rooms.people.errors import NotAllowed
from kentongan.rooms.people.models import RoleHolding, User
from kentongan.rooms.people.queries import seal_secret
from kentongan.rooms.people.rules import derive_secret, make_code
from kentongan.rooms.people.tests.conftest import PASSWORD

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


def log_in(client: Client, email: str, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": email, "password": password, **extra})


# --- Logging in -----------------------------------------------------------------------------------


def test_a_resident_logs_in_and_comes_to_their_own_page(
    client: Client, cast: dict[str, int]
) -> None:
    wati = User.objects.get(pk=cast["Wati"])
    wati.set_password(PASSWORD)
    wati.save()

    answer = log_in(client, "WATI@contoh.example")

    assert answer.status_code == 302
    assert answer.url == reverse("people:show_account")
    assert client.get(answer.url).status_code == 200


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
    page = client.get(first.url)
    code = make_code(SECRET, at=timezone.localtime())
    done = client.post(first.url, {"code": code})

    assert first.url == reverse("mfa_authenticate")
    assert "demo-code" not in page.content.decode()
    assert done.url == settings.LOGIN_REDIRECT_URL
    assert client.session[session.SECOND_FACTOR] == joko


def test_a_wrong_code_keeps_out(client: Client, joko: int) -> None:
    way = log_in(client, "joko@contoh.example").url

    answer = client.post(way, {"code": "000000"})

    assert answer.status_code == 200
    assert session.SECOND_FACTOR not in client.session
    assert client.get(reverse("people:show_account")).status_code == 302


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
    assert client.get(answer.url).status_code == 200
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

    [sent] = mail.outbox
    way = next(word for word in sent.body.split() if "/akun/sandi/baru/" in word)
    page = client.get(way, follow=True)
    answer = client.post(
        page.redirect_chain[-1][0], {"password1": "rujak soto enak", "password2": "rujak soto enak"}
    )
    assert answer.status_code == 302
    assert User.objects.get(pk=cast["Wati"]).check_password("rujak soto enak")


# --- Who acts -------------------------------------------------------------------------------------


def test_a_visitor_costs_no_query(client: Client, db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = client.get(reverse("account_signup"))

    assert answer.status_code == 200


def test_who_is_logged_in_costs_one_query_more(
    enter: Enter, cast: dict[str, int], django_assert_num_queries
) -> None:
    client = enter(cast["Wati"])

    with django_assert_num_queries(4):  # session, user, who acts, second factor on the page
        client.get(reverse("people:show_account"))


# --- The second factor before the desk ------------------------------------------------------------


def test_a_signer_without_second_factor_is_led_to_set_it_up(
    enter: Enter, cast: dict[str, int]
) -> None:
    client = enter(cast["Tono"])

    answer = client.get(reverse("people:list_offices"))
    page = client.get(answer.url)

    assert answer.url == f"{reverse('people:require_second_factor')}?next=/meja/petugas/"
    assert reverse("mfa_activate_totp") in page.content.decode()


def test_a_signer_without_second_factor_changes_nothing(enter: Enter, cast: dict[str, int]) -> None:
    client = enter(cast["Tono"])
    holding = RoleHolding.objects.get(user_id=cast["Sari"])

    answer = client.post(reverse("people:end_role", args=[holding.pk]))
    live = client.get(reverse("people:list_offices"), headers={"HX-Request": "true"})

    holding.refresh_from_db()
    assert (answer.status_code, holding.ends_at) == (403, None)
    assert live["HX-Redirect"].startswith(reverse("people:require_second_factor"))


def test_who_has_proved_the_second_factor_goes_on(enter: Enter, cast: dict[str, int]) -> None:
    client = enter(cast["Tono"], second_factor=True)

    assert client.get(reverse("people:list_offices")).status_code == 200
    onward = client.get(reverse("people:require_second_factor") + "?next=/meja/petugas/")
    assert onward.url == "/meja/petugas/"


def test_another_site_is_never_the_next_page(enter: Enter, cast: dict[str, int]) -> None:
    client = enter(cast["Wati"])

    answer = client.get(reverse("people:require_second_factor") + "?next=https://jahat.example/")

    assert answer.url == "/meja/"


def test_the_second_factor_of_another_account_does_not_count(
    enter: Enter, cast: dict[str, int]
) -> None:
    client = enter(cast["Tono"])
    kept = client.session
    kept[session.SECOND_FACTOR] = cast["Sari"]
    kept.save()

    assert client.get(reverse("people:list_offices")).status_code == 302


# --- Pages of the IT team -------------------------------------------------------------------------

STAFF_PAGES = [
    ("people:list_offices", []),
    ("people:show_office", ["kec-35.10.05"]),
]


@pytest.mark.parametrize(("name", "arguments"), STAFF_PAGES)
@pytest.mark.parametrize("who", ["Wati", "Budi", "Sari", "Joko"])
def test_others_do_not_see_the_pages_of_the_it_team(
    enter: Enter, cast: dict[str, int], name: str, arguments: list[str], who: str
) -> None:
    client = enter(cast[who], second_factor=True)

    assert client.get(reverse(name, args=arguments)).status_code == 404
    assert client.post(reverse("people:appoint", args=["kec-35.10.05"])).status_code == 404


@pytest.mark.parametrize(("name", "arguments"), STAFF_PAGES)
def test_a_visitor_is_asked_to_log_in(
    client: Client, offices: dict[str, int], name: str, arguments: list[str]
) -> None:
    address = reverse(name, args=arguments)

    assert (
        client.get(address).url == f"{reverse('account_login')}?next={address.replace('/', '%2F')}"
    )


def test_the_it_team_appoints_somebody_new_who_gets_a_mail(
    enter: Enter, cast: dict[str, int], offices: dict[str, int]
) -> None:
    client = enter(cast["Tono"], second_factor=True)

    answer = client.post(
        reverse("people:appoint", args=["desa-35.10.05.2003"]),
        {
            "email": "rini@contoh.example",
            "name": "Rini",
            "role": "officer",
            "capacity": "definitive",
        },
    )

    rini = User.objects.get(email="rini@contoh.example")
    assert answer.status_code == 302
    assert RoleHolding.objects.get(user=rini).office_id == offices["village"]
    assert "/akun/sandi/baru/" in mail.outbox[0].body


@pytest.mark.parametrize(
    "given",
    [
        {"email": "budi@contoh.example", "role": "head", "capacity": "definitive"},
        {"email": "budi@contoh.example", "role": "officer", "capacity": "plt"},
        {"email": "siapa@contoh.example", "role": "officer", "capacity": "definitive"},
        {"email": "bukan", "role": "officer", "capacity": "definitive"},
    ],
)
def test_what_cannot_be_is_said_on_the_form(
    enter: Enter, cast: dict[str, int], given: dict[str, str]
) -> None:
    client = enter(cast["Tono"], second_factor=True)

    answer = client.post(reverse("people:appoint", args=["kec-35.10.05"]), given)

    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_the_it_team_ends_a_role(enter: Enter, cast: dict[str, int]) -> None:
    client = enter(cast["Tono"], second_factor=True)
    holding = RoleHolding.objects.get(user_id=cast["Sari"])

    answer = client.post(reverse("people:end_role", args=[holding.pk]))

    holding.refresh_from_db()
    assert answer.url == reverse("people:show_office", args=["desa-35.10.05.2003"])
    assert holding.ends_at is not None


# --- Own account ----------------------------------------------------------------------------------


def test_a_language_is_kept(enter: Enter, cast: dict[str, int]) -> None:
    client = enter(cast["Wati"])

    client.post(reverse("people:set_language"), {"language": "en"})
    client.post(reverse("people:set_language"), {"language": "xx"})

    assert User.objects.get(pk=cast["Wati"]).language == "en"


def test_a_session_elsewhere_is_ended_but_not_that_of_another(cast: dict[str, int]) -> None:
    for name in ("Wati", "Budi"):
        user = User.objects.get(pk=cast[name])
        user.set_password(PASSWORD)
        user.save()
    here, elsewhere, stranger = Client(), Client(), Client()
    log_in(here, "wati@contoh.example")
    log_in(elsewhere, "wati@contoh.example")
    log_in(stranger, "budi@contoh.example")
    listed = here.get(reverse("people:list_sessions")).context["sessions"]
    other = next(entry for entry in listed if not entry.is_current)
    end = reverse("people:end_session", args=[other.id])

    assert stranger.post(end).status_code == 404
    assert elsewhere.get(reverse("people:show_account")).status_code == 200
    assert here.post(end).status_code == 302
    assert elsewhere.get(reverse("people:show_account")).status_code == 302


RESIDENT_PAGES = [
    "people:show_account",
    "people:list_sessions",
    "mfa_index",
    "mfa_list_webauthn",
    "account_email",
    "account_change_password",
]


@pytest.mark.parametrize("name", RESIDENT_PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_the_own_account_opens_in_both_languages(
    enter: Enter, cast: dict[str, int], name: str, language: str
) -> None:
    user = User.objects.get(pk=cast["Wati"])
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    log_in(client, "wati@contoh.example")
    with translation.override(language):
        address = reverse(name)

    answer = client.get(address)

    page = answer.content.decode()
    assert address.startswith("/en/") == (language == "en")
    assert answer.status_code == 200
    assert f'lang="{language}"' in page
    assert " style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("name", RESIDENT_PAGES)
def test_a_visitor_sees_no_account_page(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


# --- The demo -------------------------------------------------------------------------------------


def test_outside_the_demo_no_password_is_shown(client: Client, db: None) -> None:
    page = client.get(reverse("account_login") + "?be=wati@demo.example").content.decode()

    assert "demo-people" not in page
    assert 'value="wati@demo.example"' not in page
    assert "kentongan-demo" not in page


def test_in_the_demo_one_can_be_somebody(client: Client, db: None, settings) -> None:
    settings.DEMO = True

    people = client.get(reverse("account_login")).content.decode()
    filled = client.get(reverse("account_login") + "?be=wati@demo.example").content.decode()

    assert "demo-people" in people
    assert "be=wati%40demo.example" in people
    assert 'value="wati@demo.example"' in filled
    assert 'value="kentongan-demo"' in filled


def test_in_the_demo_the_code_is_shown_and_works(client: Client, joko: int, settings) -> None:
    settings.DEMO = True
    way = log_in(client, "joko@contoh.example").url

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
