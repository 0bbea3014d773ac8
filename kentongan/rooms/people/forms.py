"""What people type on the pages of this room."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from kentongan.foundation.errors import TooOften
from kentongan.foundation.throttle import services as throttle
from kentongan.rooms.people import api

MOST_CODES, CODES_SECONDS = 10, 300
USED_CODE = _("This code was used already. Wait for the next one.")
CODE_SECONDS = 90  # longer than a code is taken: its period, and one before and after


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class LoginForm(AllauthLoginForm):
    """E-mail address and password; in the demo `?be=` fills both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        person = api.find_demo_person(self.request.GET.get("be", "")) if self.request else None
        if person is not None:
            self.fields["login"].initial = person.email
            self.fields["password"].initial = person.password
            self.fields["password"].widget.render_value = True


class CountedCode:
    """
    Codes of a second factor: ten tries in five minutes, and each code opens only once.

    Counted in the database, so all web workers count together.
    """

    user: Any

    def clean_code(self) -> str:
        now = timezone.localtime()
        tries = f"second factor|{self.user.pk}"
        try:
            throttle.check_rate(tries, limit=MOST_CODES, per_seconds=CODES_SECONDS, now=now)
        except TooOften as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        code: str = super().clean_code()  # type: ignore[misc]
        try:
            key = api.key_of_code(self.user.pk, code.strip())
            throttle.check_rate(key, limit=1, per_seconds=CODE_SECONDS, now=now)
        except TooOften as refusal:
            raise forms.ValidationError(
                _("This code was used already. Wait for the next one.")
            ) from refusal
        throttle.forgive(tries)
        return code


class CodeForm(CountedCode, AuthenticateForm):
    """The code after the password."""


class AgainCodeForm(CountedCode, ReauthenticateForm):
    """The code before something sensitive."""


class NamedKey:
    """Says how a key may be called in the reader's language, which allauth does not."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class AddKeyForm(NamedKey, AddWebAuthnForm):
    """A new passkey or security key."""


class EditKeyForm(NamedKey, EditWebAuthnForm):
    """Another name for a key."""


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


ROLES = [
    (api.Role.OFFICER.value, _("Service officer")),
    (api.Role.FIELD.value, _("Field officer")),
    (api.Role.SECRETARY.value, _("Secretary")),
    (api.Role.HEAD.value, _("Head")),
    (api.Role.OPERATOR.value, _("Camera operator")),
    (api.Role.EDITOR.value, _("Editor")),
    (api.Role.IT.value, _("IT team")),
]
CAPACITIES = [
    (api.Capacity.DEFINITIVE.value, _("Definitive")),
    (api.Capacity.PLT.value, _("Acting while the post is vacant (Plt.)")),
    (api.Capacity.PLH.value, _("Acting while the holder is away (Plh.)")),
    (api.Capacity.AN.value, _("Signs on behalf (a.n.)")),
]


class AppointForm(forms.Form):
    """Give somebody a role at an office."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("A new address gets an account and a mail.")
    )
    name = forms.CharField(
        label=_("Full name"), max_length=120, required=False, help_text=_("For a new account.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    capacity = forms.ChoiceField(label=_("Capacity"), choices=CAPACITIES)
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    behalf_of = forms.CharField(
        label=_("On behalf of"),
        max_length=120,
        required=False,
        help_text=_("For a.n.: the title of the head, for example “Camat Muncar”."),
    )
    nip = forms.CharField(label=_("Employee number (NIP)"), max_length=24, required=False)
    decree = forms.CharField(label=_("Decree"), max_length=200, required=False)
    starts_at = forms.DateTimeField(
        label=_("From"),
        required=False,
        help_text=_("Empty: from now on."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: without end."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
