"""What people type on the pages of this room."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kentongan.rooms.people import api


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class NameForm(forms.Form):
    """What the sign-up page asks besides e-mail address and password."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep the name and the language of the page; allauth calls this."""
        api.complete_signup(
            user_id=user.pk,
            name=self.cleaned_data["name"],
            language=get_language() or "id",
            by=api.Actor(ref=f"user:{user.pk}", user_id=user.pk),
            now=timezone.localtime(),
        )
