"""Who may open which page, and what the pages show."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

import pytest

from kentongan.rooms.people import session
from kentongan.rooms.people.models import RoleHolding, User
from kentongan.rooms.people.rules import derive_secret
from kentongan.rooms.people.tests.conftest import PASSWORD, deliver_letters, log_in

Enter = Callable[..., Client]
SECRET = derive_secret("joko")


# --- Who acts -------------------------------------------------------------------------------------


def test_a_visitor_costs_no_query(client: Client, db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get(reverse("account_signup"))

    assert answer.status_code == 200


def test_who_is_logged_in_costs_one_query_more(
    enter: Enter, cast: dict[str, int], django_assert_num_queries: Any
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
    page = client.get(answer["Location"])

    assert answer["Location"] == f"{reverse('people:require_second_factor')}?next=/meja/petugas/"
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
    assert onward["Location"] == "/meja/petugas/"


def test_another_site_is_never_the_next_page(enter: Enter, cast: dict[str, int]) -> None:
    client = enter(cast["Wati"])

    answer = client.get(reverse("people:require_second_factor") + "?next=https://jahat.example/")

    assert answer["Location"] == "/meja/"


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

    onward = client.get(address)["Location"]
    assert onward == f"{reverse('account_login')}?next={address.replace('/', '%2F')}"


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
    assert "/akun/sandi/baru/" in deliver_letters()[0].body


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
    assert answer["Location"] == reverse("people:show_office", args=["desa-35.10.05.2003"])
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


LAST_PAGES = [
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]


@pytest.mark.parametrize("name", LAST_PAGES)
def test_no_page_of_an_account_is_a_dead_end(client: Client, db: None, name: str) -> None:
    page = client.get(reverse(name)).content.decode()

    assert f'<a class="button" href="{reverse("account_login")}">' in page


def test_an_old_link_to_confirm_an_address_leads_on_too(client: Client, db: None) -> None:
    page = client.get(reverse("account_confirm_email", args=["long-ago"])).content.decode()

    assert f'<a class="button" href="{reverse("account_login")}">' in page
