"""Who comes along: the fields that ask for their number and their names."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    """None where nobody may come along; with a registration (`row`) that brings some: fewer."""
    if row is not None:
        most = row.companions
    if not most:
        return {}
    helped = _("Up to %(most)s may come with you. Each takes a place.")
    if row is not None:
        helped = _("Up to %(most)s, as registered. With fewer, the others' places go on at once; "
                   "for more, ask the organiser.")  # fmt: skip
    return {
        COMPANIONS: forms.IntegerField(
            label=_("Companions"),
            min_value=0,
            max_value=most,
            initial=row.companions if row else 0,
            help_text=helped % {"most": most},
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        ),
        COMPANION_NAMES: NamesField(
            label=_("Names of companions"),
            max_length=LONGEST,
            required=False,
            initial=row.companion_names if row else "",
            help_text=_("Needed for whoever comes along; divide several by a comma."),
        ),
    }


def wrong_names(names: list[str], number: int, own_name: str) -> str:
    """What is wrong with the names of `number` companions; empty: nothing."""
    if len(names) != number:
        words = ngettext(
            "Give the name of %(count)s companion.",
            "Give the names of %(count)s companions.",
            number,
        )
        alone = _("You come without companions: leave this empty, or correct the number.")
        return words % {"count": number} if number else alone
    if own_name and own_name in names:
        return _("Your own place is counted already: name and count only those who come with you.")
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        words = _("“%(name)s” stands here twice. Name everybody once, and correct the number; if "
                  "two have the same name, add what tells them apart.")  # fmt: skip
        return words % {"name": twice}
    return ""
