"""A session's form that remembers what it showed: what was left alone is not written again."""

import json
from typing import Any

from django import forms

from events.forms import SessionForm
from events.models import PLACE, TIMES
from events.team_forms import TeamSessionForm

SPEAKING = ("speaker", "others")


class ShownForm(SessionForm):
    """`shown` is what every field said when the form was opened, as browsers send it.

    Somebody else may have moved the session since: their hour is not this editor's to take back.
    Hours belong together, so does the place, and so do those who speak.
    """

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {name: self._said(name) for name in self.fields if name != "shown"}
        self.initial["shown"] = json.dumps(said)

    def _said(self, name: str) -> list[str]:
        """What a field says before anybody types."""
        field = self.fields[name]
        said = field.prepare_value(self.get_initial_for_field(field, name))
        value = field.widget.format_value(said)
        return _listed(value if isinstance(value, list | tuple) else [value])

    def changes(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those of `values` that the editor typed; all where it is not known what was shown."""
        try:
            shown = json.loads(self.cleaned_data["shown"])
        except (ValueError, RecursionError):
            return values
        if not isinstance(shown, dict):
            return values
        data: Any = self.data
        names = {name for name in values if shown.get(name) != _listed(data.getlist(name))}
        for together in (TIMES, PLACE, SPEAKING):
            if names & set(together):
                names |= set(together)
        return {name: value for name, value in values.items() if name in names}


class TeamShownForm(ShownForm, TeamSessionForm):
    """The same at a stop that has a team."""


def _listed(values: Any) -> list[str]:
    return sorted(str(value) for value in values if value not in (None, ""))
