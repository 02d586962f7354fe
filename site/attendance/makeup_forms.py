"""Forms about guests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from attendance.forms import PublicIdInput


class GuestReasonForm(forms.Form):
    """Why there is no guest's place."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to refuse. The person reads it."),
    )


class GuestForm(forms.Form):
    """Which guest, and whether they came or did not after all."""

    guest = PublicIdInput()
    do = forms.ChoiceField(choices=[("came", ""), ("undo", "")])
