"""Tags of the login pages. What belongs to the demo shows nothing outside it."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString

import segno
from allauth.account.internal.stagekit import unstash_login

from kentongan.rooms.people import api

register = template.Library()


@register.inclusion_tag("people/_demo_people.html", takes_context=True)
def demo_people(context: Context) -> dict[str, Any]:
    """List whom one can be in the demo, each with a link that fills the form."""
    onward = context["request"].GET.get("next", "")
    people = [
        {
            "name": person.name,
            "email": person.email,
            "password": person.password,
            "about": person.about,
            "has_code": person.has_code,
            "query": urlencode({"be": person.email, **({"next": onward} if onward else {})}),
        }
        for person in api.list_demo_people()
    ]
    return {"people": people}


@register.inclusion_tag("people/_single_sign_on.html", takes_context=True)
def single_sign_on(context: Context) -> dict[str, Any]:
    """Offer the regency's single sign-on, when there is one."""
    onward = context["request"].GET.get("next", "")
    return {
        "name": settings.OIDC_NAME if settings.OIDC_URL else "",
        "onward": onward,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("people/_demo_code.html", takes_context=True)
def demo_code(context: Context) -> dict[str, Any]:
    """Show the code of whoever is about to log in, in the demo."""
    user_id = _find_user_id(context["request"])
    code = api.get_demo_code(user_id, now=timezone.localtime()) if user_id else ""
    return {"code": code}


def _find_user_id(request: HttpRequest) -> int | None:
    if request.user.is_authenticated:
        return int(request.user.pk)
    login = unstash_login(request, peek=True)
    return login.user.pk if login and login.user else None


@register.simple_tag
def qr_code(text: str) -> SafeString:
    """Draw a text as a square to be scanned."""
    return SafeString(segno.make(text, error="m").svg_inline(omitsize=True, border=2))
