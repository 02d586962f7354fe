"""Mainland mobile numbers, and the one field in which people type an address or a number."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

MAINLAND = re.compile(r"1[3-9]\d{9}")


def normal_phone(text: str) -> str:
    """`138 0013 8000` and `+86-138-0013-8000` become `+8613800138000`; raises ValueError."""
    digits = re.sub(r"[\s\-()（）]", "", text)
    national = digits.removeprefix("+86").removeprefix("0086")
    if not MAINLAND.fullmatch(national) or not national.isascii():
        raise ValueError(text)
    return f"+86{national}"


def masked_contact(text: str) -> str:
    """`138****8000`, `z***@example.org`: enough to know one's own again."""
    if "@" in text:
        name, _at, host = text.partition("@")
        return f"{name[:1]}***@{host}"
    national = text.removeprefix("+86")
    return f"{national[:3]}****{national[-4:]}"


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


class ContactField(forms.CharField):
    """An e-mail address or a mobile number: its value is the address in lower case, or E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail address or mobile number"))
        kwargs.setdefault("max_length", 254)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """The address or the number, or a sentence with an example of each."""
        text = super().clean(value).strip()
        if not text:
            return ""
        try:
            return normal_phone(text)
        except ValueError:
            pass
        try:
            validate_email(text)
        except ValidationError:
            raise forms.ValidationError(
                _("Enter an e-mail address like name@example.org or a number like 138 0013 8000.")
            ) from None
        return text.lower()


def parts(contact: str) -> dict[str, str]:
    """The contact under the name that allauth's forms expect."""
    if not contact:
        return {}
    return {"email": contact} if "@" in contact else {"phone": contact}
