"""What an author decides about publication, as a form."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essays.actions import Wish
from essays.forms import TextAsWritten
from essays.models import Publication
from essays.uses import NameShown, Use


class ConsentForm(forms.Form):
    """For each use: whether, under which name, with the unit or not; one pen name for all."""

    pen_name = forms.CharField(
        label=_("Pen name"),
        max_length=40,
        required=False,
        help_text=_("Needed only where you chose it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, publication: Publication | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for use in Use:
            given = publication.consent_for(use) if publication else None
            self._add(use, given)
            if given is not None and given.pen_name:
                self.fields["pen_name"].initial = given.pen_name
        self.order_fields([*(name for use in Use for name in _names(use)), "pen_name"])

    def _add(self, use: Use, given: Any) -> None:
        allow, shown, unit = _names(use)
        self.fields[allow] = forms.BooleanField(
            label=_("I agree"), required=False, initial=given is not None
        )
        self.fields[shown] = forms.ChoiceField(
            label=_("What stands as the author's name"),
            choices=NameShown,
            widget=forms.RadioSelect,
            initial=given.name_shown if given else NameShown.REAL,
        )
        self.fields[unit] = forms.BooleanField(
            label=_("My unit is named"),
            required=False,
            initial=given.shows_unit if given else False,
        )

    def groups(self) -> Iterator[dict[str, Any]]:
        """One group for each use: its heading and its three fields."""
        for use in Use:
            yield {"use": use, "fields": [self[name] for name in _names(use)]}

    def clean(self) -> dict[str, Any]:
        """A pen name that was chosen is written."""
        data = super().clean() or {}
        chosen = any(data.get(allow) and data.get(shown) == NameShown.PEN
                     for allow, shown, _unit in map(_names, Use))  # fmt: skip
        if chosen and not data.get("pen_name"):
            said = _("You chose a pen name but wrote none. Write it, or choose another way.")
            self.add_error("pen_name", said)
        return data

    def wishes(self) -> dict[str, Wish | None]:
        """What the action takes."""
        data, found = self.cleaned_data, {}
        for use in Use:
            allow, shown, unit = _names(use)
            wish = Wish(data[shown], data["pen_name"], data[unit]) if data[allow] else None
            found[str(use)] = wish
        return found


def _names(use: str) -> tuple[str, str, str]:
    return f"{use}_allow", f"{use}_name", f"{use}_unit"


class AnswerForm(forms.Form):
    """The author's answer to a proposed wording."""

    edit = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    word = TextAsWritten(
        label=_("Your word to the editors"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
