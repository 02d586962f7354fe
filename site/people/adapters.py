"""How allauth knows our persons: mobile numbers beside e-mail addresses, names family first."""

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from notices.mails import HTML, html_of
from people.models import User
from people.sms import send_sms

MAINLAND = re.compile(r"1[3-9]\d{9}")


def normal_phone(text: str) -> str:
    """`138 0013 8000` and `+86-138-0013-8000` become `+8613800138000`; raises ValueError."""
    digits = re.sub(r"[\s\-()（）]", "", text)
    national = digits.removeprefix("+86").removeprefix("0086")
    if not MAINLAND.fullmatch(national):
        raise ValueError(text)
    return f"+86{national}"


class PhoneField(forms.CharField):
    """A mainland mobile number as people write it."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def clean(self, value: Any) -> str:
        """The number in E.164, or a sentence that shows an example."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normal_phone(text)
        except ValueError:
            raise forms.ValidationError(
                _("Enter a mobile number with 11 digits, for example 138 0013 8000.")
            ) from None


class AccountAdapter(DefaultAccountAdapter):
    """Stores number and verification on the person; sends codes by the SMS interface."""

    def render_mail(self, template_prefix: str, *args: Any, **kwargs: Any) -> Any:
        """The mail in plain text and in the site's design; machines are told not to answer."""
        message = super().render_mail(template_prefix, *args, **kwargs)
        subject = message.subject.removeprefix(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX)
        message.attach_alternative(html_of(message.body, subject), HTML)
        message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
        return message

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """The field on sign-up and change forms."""
        return PhoneField(**(kwargs | {"label": _("Mobile number")}))

    def clean_phone(self, phone: str) -> str:
        """The number in E.164."""
        return PhoneField().clean(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Number and whether its owner proved it."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Keep the number."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """The owner typed the code."""
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Who has this number, however it was typed at sign-in."""
        try:
            return User.objects.filter(phone=normal_phone(phone)).first()
        except ValueError:
            return None

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """The code for sign-in or proof."""
        send_sms(phone, _("Your code is %(code)s. Never pass it on.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Someone tried to sign in with a number that nobody has."""
        send_sms(phone, _("There is no account with this number. You can sign up on the site."))

    def send_account_already_exists_sms(self, phone: str, **kwargs: Any) -> None:
        """Someone tried to sign up with a number that has an account."""
        send_sms(phone, _("There is an account with this number already. Please sign in."))
