"""Forms of liaisons and nominees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from publishing.languages import text

FREE = _("No more than your unit has not used.")
LONGEST_REASON = 200
READ = _("It stands in the ledger of places, which the organiser reads.")


class DeclineForm(forms.Form):
    """Why a nominated person cannot come."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your unit's liaison will read this sentence."),
    )


class HandOverForm(forms.Form):
    """Why somebody else takes the place."""

    person = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Both of them will read this sentence."),
    )


class ReturnForm(forms.Form):
    """How many places a unit gives back."""

    number = forms.IntegerField(
        label=_("Places to return"), min_value=1, max_value=100_000, help_text=FREE
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, required=False, help_text=READ
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "return-%s"} | kwargs)  # ProposeForm is beside it


class UnitByName(forms.ModelChoiceField):
    """A unit by its name."""

    def label_from_instance(self, unit: Unit) -> str:  # type: ignore[override]
        """The full name."""
        return text(unit, "name")


class ProposeForm(forms.Form):
    """How many places are offered to which unit."""

    target = UnitByName(
        label=_("To which unit"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        help_text=_("Its liaison is told; the places move once they are accepted."),
    )
    number = forms.IntegerField(
        label=_("Places to offer"), min_value=1, max_value=100_000, help_text=FREE
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, required=False, help_text=READ
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = units  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A workbook with the people to nominate, in their ranking."""

    file = forms.FileField(
        label=_("Workbook (.xlsx)"),
        help_text=_("One person a line, the first in rank on top. Nothing is saved yet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
