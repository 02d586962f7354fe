"""The form of a participant who would like a colleague to have their place."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GiveForm(forms.Form):
    """Who shall have the place, and why."""

    wanted = forms.CharField(
        label=_("Full name or personnel number of your colleague"),
        max_length=80,
        help_text=_("If two colleagues have the same name, give the personnel number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Your colleague, your liaison and the organiser read this sentence."),
    )
