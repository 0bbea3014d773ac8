"""Whose form it is: an account's, or a browser's by a random key in its session."""

import hashlib
import secrets

from django.http import HttpRequest

BROWSER_KEY = "services.browser"


def list_owners(request: HttpRequest) -> list[str]:
    """Return the names under which drafts of this visitor may lie, the account first."""
    owners = []
    if request.user.is_authenticated:
        owners.append(f"user:{request.user.pk}")
    key = request.session.get(BROWSER_KEY)
    if key:
        owners.append(_name_browser(str(key)))
    return owners


def name_owner(request: HttpRequest) -> str:
    """Return the name under which a new draft is kept; a browser gets its key now."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    key = request.session.setdefault(BROWSER_KEY, secrets.token_urlsafe(24))
    return _name_browser(str(key))


def _name_browser(key: str) -> str:
    return f"browser:{hashlib.sha256(key.encode()).hexdigest()}"
