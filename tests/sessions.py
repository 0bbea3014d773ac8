"""Browsers of people for tests of pages: logged in, with or without second factor."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.http.response import HttpResponseBase
from django.test import Client

SECOND_FACTOR = "people.second_factor_of"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def log_in(user_id: int | None, *, second_factor: bool = True) -> Client:
    """Return a client of this account, or of a visitor; the password is not asked."""
    client = Client()
    if user_id is None:
        return client
    user = get_user_model().objects.get(pk=user_id)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if second_factor:
        session[SECOND_FACTOR] = user_id
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def release(response: HttpResponseBase) -> None:
    """Close the file of an answer without ending the request, which would end the transaction."""
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()
