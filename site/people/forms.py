"""Forms of sign-up."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import User


class NameForm(forms.Form):
    """What sign-up asks besides address or number and password."""

    last_name = forms.CharField(
        label=_("Family name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    first_name = forms.CharField(
        label=_("Given name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )

    field_order = ["last_name", "first_name", "contact", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name; called by allauth."""
        user.last_name = self.cleaned_data["last_name"].strip()
        user.first_name = self.cleaned_data["first_name"].strip()
        user.save(update_fields=["last_name", "first_name"])
