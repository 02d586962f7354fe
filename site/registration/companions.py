"""Who comes along: the fields that ask for their number and their names."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from registration.models import Registration

COMPANIONS, COMPANION_NAMES = "companions", "companion_names"
BETWEEN = re.compile(r"[、,，;；\n]+")
LONGEST = 300


class NamesField(forms.CharField):
    """Several names in one line; a list of them."""

    def clean(self, value: Any) -> Any:
        """Each without the spaces around it."""
        text = super().clean(value)
        return [" ".join(name.split()) for name in BETWEEN.split(text) if name.strip()]


def companions_fields(most: int, row: Registration | None) -> dict[str, forms.Field]:
    """None where nobody may come along; names alone where the number stands."""
    fields: dict[str, forms.Field] = {}
    if most and row is None:
        fields[COMPANIONS] = forms.IntegerField(
            label=_("Companions"),
            min_value=0,
            max_value=most,
            initial=0,
            help_text=_("Up to %(most)s may come with you. Each takes a place.") % {"most": most},
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
    if fields or (row and row.companions):
        fields[COMPANION_NAMES] = NamesField(
            label=_("Names of companions"),
            max_length=LONGEST,
            required=False,
            initial=row.companion_names if row else "",
            help_text=_("Needed for whoever comes along; divide several by a comma."),
        )
    return fields
