"""Forms of sign-in and sign-up. Apart from `forms`, which allauth reads before its own are there.

One field takes an address or a number: it is what people type into it that decides.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.webauthn import forms as passkeys
from allauth.socialaccount import forms as social
from allauth.utils import set_form_field_order
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people import sms
from people.models import User
from people.numbers import ContactField, parts

KEY_NAME = _("Name of the key")
BY_TEXT = _("This site cannot send text messages. Use your e-mail address.")


class LoginForm(account.LoginForm):
    """Address or number, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ContactField().label
        self.fields["login"].widget = ContactField().widget


class SignupForm(account.SignupForm):
    """Name, address or number, password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "phone"):
            self.fields.pop(name, None)
        self.fields["contact"] = ContactField(
            help_text=_("We send a code there. You can add the other one later.")
        )
        self.initial.setdefault("contact", self.initial.get("email"))
        set_form_field_order(self, self.field_order)

    def clean_contact(self) -> str:
        """Put it where allauth looks for it."""
        contact: str = self.cleaned_data["contact"]
        found = parts(contact)
        if "phone" in found and not sms.is_available():
            raise forms.ValidationError(BY_TEXT)
        self.cleaned_data.update(found)
        if "email" in found:
            self.cleaned_data["email"] = self.clean_email()
        return contact

    def clean(self) -> dict[str, Any]:
        """The password also against the name, which allauth does not look at."""
        data: dict[str, Any] = super().clean()
        names = ("last_name", "first_name", "phone", "email")
        person = User(**{name: data[name] for name in names if data.get(name)})
        if data.get("password1") and "password1" not in self.errors:
            try:
                validate_password(data["password1"], person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data

    def try_save(self, request: HttpRequest) -> Any:
        """As allauth does; where an account exists already, take as long as making one takes."""
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1"))
        return super().try_save(request)


class SocialSignupForm(social.SignupForm):
    """What a single sign-on did not tell: most often nothing but the name is looked over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("phone", None)


class LoginCodeForm(account.RequestLoginCodeForm):
    """Where to send a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "phone"):
            self.fields.pop(name, None)
        self.fields["contact"] = ContactField()

    def clean_contact(self) -> str:
        """Find the account the way allauth does, and count the asking."""
        contact: str = self.cleaned_data["contact"]
        found = parts(contact)
        if "phone" in found and not sms.is_available():
            raise forms.ValidationError(BY_TEXT)
        self.cleaned_data.update(found)
        if "email" in found:
            self.clean_email()
        elif found:
            self.clean_phone()
        return contact


class PhoneForm(account.ChangePhoneForm):
    """Another number, told apart from the one on file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("New number")


class PasskeyForm(passkeys.AddWebAuthnForm):
    """A new passkey or security key: allauth's, whose label is English in every language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME


class PasskeyNameForm(passkeys.EditWebAuthnForm):
    """The name of one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME
