"""Entrance of the login libraries (allauth, axes): what they ask of us."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as underway
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from axes.helpers import get_cool_off

from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.people import api
from kentongan.rooms.people.queries import open_secret, seal_secret

TOO_MANY = 429
PROVIDER, SIGN_ON_ID = "openid_connect", "oidc"


class AccountAdapter(DefaultAccountAdapter):
    """Login and sign-up of the house."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers go to their desk, residents to their own page."""
        actor = api.get_actor(int(request.user.pk or 0), now=timezone.localtime())
        return (
            str(settings.LOGIN_REDIRECT_URL) if actor.holdings else reverse("people:show_account")
        )

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Whoever signs up lands on their own page."""
        return reverse("people:show_account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter of the login library into the outbox: no page waits for a mail server."""
        request = underway.request
        facts = {"request": request, "email": email, "current_site": get_current_site(request)}
        letter = self.render_mail(template_prefix, email, {**facts, **context})
        pages = [part.content for part in getattr(letter, "alternatives", ())]
        outbox.post_mail(
            to=email,
            subject=str(letter.subject),
            text=str(letter.body),
            html=str(pages[0]) if pages else None,
            language=get_language() or settings.LANGUAGE_CODE,
            about="account",
            by=api.get_actor_of(request),
            now=timezone.localtime(),
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever logged in a moment ago need not confirm at once who they are."""
        request = underway.request
        records = get_authentication_records(request, request.user)
        newest = max((record["at"] for record in records), default=0.0)
        age = timezone.localtime().timestamp() - newest
        if 0 <= age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets are sealed, keys carry the regency's name."""

    def encrypt(self, text: str) -> str:
        """Seal the secret of a code app."""
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return open_secret(encrypted_text)

    def _get_site_name(self) -> str:
        return str(settings.REGENCY_FACTS["formal_name"])


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """The regency's single sign-on (OpenID Connect) opens accounts that are here already."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the one service of the settings; no row of the database makes another."""
        is_asked = provider in {None, PROVIDER, SIGN_ON_ID}
        if (
            not settings.OIDC_URL
            or not is_asked
            or client_id not in {None, settings.OIDC_CLIENT_ID}
        ):
            return []
        return [
            SocialApp(
                provider=PROVIDER,
                provider_id=SIGN_ON_ID,
                name=settings.OIDC_NAME,
                client_id=settings.OIDC_CLIENT_ID,
                secret=settings.OIDC_CLIENT_SECRET,
                settings={
                    "server_url": settings.OIDC_URL,
                    "email_authentication": True,
                    "oauth_pkce_enabled": True,
                },
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Make no account: the IT team appoints, residents sign up themselves."""
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Lead back to the own account."""
        return reverse("people:show_account")


def read_login_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return under which name axes counts failures: the e-mail address that was typed."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).strip().lower()


def read_client_address(request: HttpRequest) -> str | None:
    """Return from where somebody logs in; the address behind our own proxy when there is one."""
    address = get_client_ip(request)
    return str(address) if address else None


def answer_locked_out(
    request: HttpRequest, _original: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say clearly that it was tried too often, and how long to wait."""
    wait = get_cool_off(request) or timedelta()
    page = {"minutes": int(wait.total_seconds() // 60), "tries": settings.AXES_FAILURE_LIMIT}
    answer = render(request, "people/locked_out.html", page, status=TOO_MANY)
    answer["Retry-After"] = str(int(wait.total_seconds()))
    return answer
