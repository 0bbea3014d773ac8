"""The regency's own login service: offered when set, opens only accounts known here."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.urls import reverse

import pytest
from allauth.socialaccount.models import SocialAccount

from kentongan.rooms.people.adapters import SingleSignOnAdapter
from kentongan.rooms.people.models import User

ISSUER = "https://sso.kabupaten.example/realms/pegawai"
FACTS = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/certs",
    "token_endpoint_auth_methods_supported": ["client_secret_post"],
}


class Said:
    """What the service answered."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts

    def json(self) -> dict[str, Any]:
        return self.facts

    def raise_for_status(self) -> None:
        return None


class Service:
    """A login service that knows one person."""

    def __init__(self, person: dict[str, Any]) -> None:
        self.person = person

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def get(self, url: str, **_: Any) -> Said:
        return Said(self.person if url.endswith("/userinfo") else FACTS)

    def request(self, method: str, url: str, **_: Any) -> Said:
        assert (method, url) == ("POST", FACTS["token_endpoint"])
        return Said({"access_token": "kunci", "token_type": "Bearer", "expires_in": 60})

    post = request


@pytest.fixture
def service(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Service:
    settings.OIDC_URL, settings.OIDC_NAME = ISSUER, "SSO Pegawai"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "kentongan", "rahasia"
    made = Service({"sub": "17", "email": "sari@contoh.example", "email_verified": True})
    monkeypatch.setattr(SingleSignOnAdapter, "get_requests_session", lambda _self: made)
    return made


def come_back(client: Client) -> Any:
    """Press the button, log in over there, come back with a code."""
    away = client.post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}))
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["redirect_uri"][0].endswith("/masuk/sso/kembali/")
    return client.get("/masuk/sso/kembali/", {"code": "sekali", "state": asked["state"][0]})


def test_the_button_is_there_only_when_it_is_set(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert "single-sign-on" not in page
    assert client.get("/masuk/sso/").status_code == 404
    assert client.post("/masuk/sso/").status_code == 404
    assert client.get("/masuk/sso/kembali/").status_code == 404


def test_the_button_leads_to_the_service(client: Client, db: None, service: Service) -> None:
    page = client.get(reverse("account_login") + "?next=/meja/").content.decode()
    away = client.post("/masuk/sso/")

    assert "SSO Pegawai" in page
    assert 'action="/masuk/sso/?next=/meja/"' in page
    assert away["Location"].startswith(FACTS["authorization_endpoint"])
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert "openid" in asked["scope"][0].split()
    assert asked["code_challenge_method"] == ["S256"]


def test_an_officer_who_is_known_by_e_mail_comes_in(
    client: Client, cast: dict[str, int], service: Service
) -> None:
    answer = come_back(client)

    assert answer["Location"] == "/meja/"
    assert client.session["_auth_user_id"] == str(cast["Sari"])
    assert not SocialAccount.objects.exists()  # what the service says of people is not kept


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "18", "email": "siapa@contoh.example", "email_verified": True},
        {"sub": "19", "email": "sari@contoh.example", "email_verified": False},
        {"sub": "20", "email": "sari@contoh.example"},
        {"sub": "21"},
    ],
)
def test_nobody_else_gets_an_account_that_way(
    client: Client, cast: dict[str, int], service: Service, person: dict[str, Any]
) -> None:
    service.person, before = person, User.objects.count()

    answer = come_back(client)

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == before
    assert reverse("account_login") in answer.content.decode()


def test_a_head_still_shows_the_second_factor(
    client: Client, cast: dict[str, int], service: Service
) -> None:
    service.person = {"sub": "22", "email": "joko@contoh.example", "email_verified": True}

    come_back(client)

    assert "faktor-kedua" in client.get("/meja/")["Location"]
