"""Forms of opening an account to its owner, of its language, and of personal tokens."""

from typing import Any

from allauth.account.fields import SetPasswordField
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from people.actions.activation import plain_name
from people.actions.languages import change_language
from people.enums import TokenScope


class ActivationForm(forms.Form):
    """Name and code, as they stand in the letter."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=160,
        help_text=_("As it stands in the letter."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    code = forms.CharField(
        label=_("Activation code"),
        max_length=40,
        help_text=_(
            "12 characters, for example 7KQM-2XWA-9FHT. Dashes and capitals do not matter."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        """Not too often for one name."""
        data = super().clean() or {}
        key = plain_name(data.get("name", ""))
        if not self.errors and not ratelimit.consume(self.request, action="activate", key=key):
            raise forms.ValidationError(
                _("That was tried too often. Wait five minutes, or ask your unit's liaison.")
            )
        return data


class FirstPasswordForm(forms.Form):
    """The password of somebody who has had none."""

    password = SetPasswordField(label=_("Password"))

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["password"]
        field.user = person


class LanguageForm(forms.Form):
    """Which language an account speaks."""

    language = forms.ChoiceField(
        label=_("Language"),
        # Each as those call it who read it.
        choices=[
            (code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES
        ],
        widget=forms.RadioSelect,
        help_text=_("Of mails, notices and the back office. Pages of the site come in both."),
    )


class ProfileLanguageForm(LanguageForm):
    """The same among Wagtail's own settings of an account, in place of a second language there."""

    def __init__(self, *args: Any, instance: UserProfile, **kwargs: Any) -> None:
        self.profile = instance
        super().__init__(*args, **kwargs)
        self.initial["language"] = instance.preferred_language or instance.user.language

    def save(self) -> None:
        """Others of Wagtail's forms save the same profile after this one."""
        language = self.cleaned_data["language"]
        change_language(by=self.profile.user, language=language)
        self.profile.preferred_language = ""
        translation.activate(language)  # what follows is said in it


LIFETIMES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("one year"))]


class TokenForm(forms.Form):
    """What a token is called, what it may do, and for how long."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("What uses it, for example “Attendance sheet of our office”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=TokenScope,
        initial=TokenScope.READ,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("Works for"), choices=LIFETIMES, coerce=int, initial="90", widget=forms.RadioSelect
    )

    def clean_name(self) -> str:
        """One line without control characters."""
        name = " ".join(
            "".join(char for char in self.cleaned_data["name"] if char.isprintable()).split()
        )
        if not name:
            raise forms.ValidationError(_("Give the token a name."))
        return name
