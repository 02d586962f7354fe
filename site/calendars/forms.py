"""The form that makes a personal feed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from calendars.words import line

SELF_NAMES = [
    ("zh-hans", format_html('<span lang="zh-Hans">{}</span>', "中文")),
    ("en", format_html('<span lang="en">{}</span>', "English")),
]


class FeedForm(forms.Form):
    """What the reader calls the address, and in which language it speaks."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("So that you know it again, for example the device: “My phone”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=SELF_NAMES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language() or settings.LANGUAGE_CODE

    def clean_name(self) -> str:
        """One line without control characters."""
        name = line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Give the address a name."))
        return name
