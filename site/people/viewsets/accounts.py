"""Wagtail's user administration with our fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from people.numbers import PhoneField

FIELDS = {"phone"}


class PersonEditForm(UserEditForm):
    """Wagtail's form with the mobile number; an address is not compulsory."""

    email = forms.EmailField(label=_("e-mail address"), required=False)
    phone = PhoneField(label=_("mobile number"), required=False)

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | FIELDS

    def save(self, commit: bool = True) -> Any:
        """A number that somebody else typed is not proved."""
        if (self.instance.phone or None) != self.initial.get("phone"):
            self.instance.phone_verified = False
        return super().save(commit)


class PersonCreationForm(UserCreationForm):
    """The same for new accounts."""

    email = forms.EmailField(label=_("e-mail address"), required=False)
    phone = PhoneField(label=_("mobile number"), required=False)

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | FIELDS


class UserViewSet(WagtailUserViewSet):
    """People in the admin."""

    def get_form_class(self, for_update: bool = False) -> type:
        """Our forms."""
        return PersonEditForm if for_update else PersonCreationForm
