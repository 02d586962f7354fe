"""Forms of sign-in. Apart from `forms`, which allauth reads before its own are there."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _


class LoginCodeForm(RequestLoginCodeForm):
    """Where to send a code: allauth's own takes an empty form for a good one, and breaks."""

    def clean(self) -> dict[str, Any]:
        """An address or a number."""
        data: dict[str, Any] = super().clean()
        if not self.errors and not data.get("email") and not data.get("phone"):
            raise forms.ValidationError(_("Enter an e-mail address or a mobile number."))
        return data
