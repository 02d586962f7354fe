"""Forms about guests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from attendance.forms import PublicIdInput, RefusalReasonField


class GuestReasonForm(forms.Form):
    """Why there is no guest's place."""

    reason = RefusalReasonField(max_length=500, help_text=_("The person reads it."))


class GuestForm(forms.Form):
    """Which guest, and whether they came or did not after all."""

    guest = PublicIdInput()
    do = forms.ChoiceField(choices=[("came", ""), ("undo", "")])
