"""Forms that remember what they showed: what was left alone is not written again.

Two editors have the same page open. What the first one saved stays, unless the second wrote
something else there: that is told, and held until it is sent once more.
"""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.forms import OfferingEditForm, SessionForm
from events.models import PLACE, TIMES
from events.team_forms import TeamSessionForm
from events.visit_forms import RouteForm
from publishing.tabular.columns import NO, YES

SPEAKING = ("speaker", "others")
type Said = dict[str, list[Any]]
"""By field what it says, as browsers send it; by kind of rows each row's cells."""


class Shown(forms.BaseForm):
    """`shown` is what every field said when the form was opened.

    `kept` is what others changed meanwhile and this editor left alone, `clashes` what both changed;
    each with what it said before and says now. `together` names fields that make sense only so.
    """

    together: tuple[tuple[str, ...], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now: Said = {name: self._said(name) for name in self.fields} | self.rows_now()
        self.fields["shown"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["shown"] = json.dumps(self.now)
        self.kept: dict[str, tuple[Any, Any]] = {}
        self.clashes: dict[str, tuple[Any, Any]] = {}
        if self.is_bound:
            self._judge()

    def rows_now(self) -> Said:
        """Rows beside the fields, by their prefix."""
        return {}

    def rows_sent(self, name: str) -> list[Any] | None:
        """The rows of a prefix as they were sent; None for a field."""
        return None

    def fill(self, data: Any, name: str) -> None:
        """Let a field say what it says by now."""
        data.setlist(name, self.now[name])

    def worded(self, name: str, said: list[Any]) -> str:
        """What a field says in words."""
        return words_of(self.fields[name], said)

    def label_of(self, name: str) -> str:
        """What a field is called."""
        return str(self.fields[name].label or "")

    def _said(self, name: str) -> list[str]:
        """What a field says before anybody types."""
        field = self.fields[name]
        said = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field, forms.BooleanField):
            return ["on"] if said else []
        value = field.widget.format_value(said)
        return _listed(value if isinstance(value, list | tuple) else [value])

    def _sent(self, name: str) -> list[Any]:
        rows = self.rows_sent(name)
        data: Any = self.data
        return _listed(data.getlist(name)) if rows is None else rows

    def _judge(self) -> None:
        shown = self._shown()
        self.typed = {name for name in self.now if shown.get(name) != self._sent(name)}
        for together in self.together:
            if self.typed & set(together):
                self.typed |= set(together)
        data = self.data.copy()  # type: ignore[attr-defined]
        for name, was in shown.items():
            now = self.now[name]
            if now in (was, self._sent(name)):
                continue
            (self.clashes if name in self.typed else self.kept)[name] = (was, now)
            if name not in self.typed:
                self.fill(data, name)
        if shown:
            data["shown"] = json.dumps(self.now)  # sent once more, it is meant
        self.data = data

    def _shown(self) -> Said:
        """Nothing where it cannot be read: then everything counts as typed."""
        try:
            shown = json.loads(self.data.get("shown") or "")
        except (ValueError, RecursionError):
            return {}
        known = shown.items() if isinstance(shown, dict) else ()
        return {name: said for name, said in known if name in self.now and _is_said(said)}

    def clean(self) -> Any:
        """What both changed is not written over unread."""
        data = super().clean()  # type: ignore[misc]
        if self.clashes:
            words = _(
                "Somebody else changed this meanwhile: %(what)s. Save once more if what you wrote "
                "is to stand instead."
            )
            self.add_error(None, words % {"what": self.told(self.clashes)})
        return data

    def told(self, changed: dict[str, tuple[Any, Any]]) -> str:
        """What others changed, each with what it said and says."""
        arrows = (
            f"{self.label_of(name)}: {self.worded(name, was)} → {self.worded(name, now)}"
            for name, (was, now) in changed.items()
        )
        return "；".join(arrows)

    def changes(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those of `values` that the editor typed; all where it is not known what was shown."""
        return {name: value for name, value in values.items() if name in self.typed}


class ShownForm(Shown, SessionForm):
    """A session's. Hours belong together, so does the place, and so do those who speak."""

    together = (TIMES, PLACE, SPEAKING)


class TeamShownForm(Shown, TeamSessionForm):
    """The same at a stop that has a team."""

    together = ShownForm.together


class OfferingShownForm(Shown, OfferingEditForm):
    """An offering's."""


class RouteShownForm(Shown, RouteForm):
    """A route's, with its buses and its stops, each of them as a whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.kept:
            self.make_rows()

    def rows_now(self) -> Said:
        """Each row's cells in the order of its fields."""
        return {
            name: [[_cell(row[field]) for field in rows.form.base_fields] for row in saved]
            for name, rows, saved in self.kinds()
        }

    def rows_sent(self, name: str) -> list[Any] | None:
        """The same of the rows that have been filled."""
        rows: Any = {"buses": self.buses, "stops": self.stops}.get(name)
        if rows is None:
            return None
        cells = ([_cell(form[field].data) for field in form.fields] for form in rows.forms)
        return [row for row in cells if any(row)]

    def fill(self, data: Any, name: str) -> None:
        """Rows in place of those that were sent."""
        rows: Any = {"buses": self.buses, "stops": self.stops}.get(name)
        if rows is None:
            super().fill(data, name)
            return
        data[f"{name}-TOTAL_FORMS"] = str(len(self.now[name]))
        for number, cells in enumerate(self.now[name]):
            for field, cell in zip(rows.form.base_fields, cells, strict=True):
                data[f"{name}-{number}-{field}"] = cell

    def worded(self, name: str, said: list[Any]) -> str:
        """Row by row."""
        if name in self.fields:
            return super().worded(name, said)
        rows: Any = {"buses": self.buses, "stops": self.stops}[name]
        fields = rows.form.base_fields.values()
        lines = (
            " ".join(
                words_of(field, [cell]) for field, cell in zip(fields, row, strict=False) if cell
            )
            for row in said
        )
        return "、".join(lines) or _nothing()

    def label_of(self, name: str) -> str:
        """Rows by what they are."""
        return {"buses": _("Buses"), "stops": _("Stops on the way")}.get(name) or super().label_of(
            name
        )


def words_of(field: forms.Field, said: list[Any]) -> str:
    """What a field says, as its page words it."""
    if isinstance(field, forms.BooleanField):
        return str(YES if said else NO)
    found: Iterable[Any] = said
    if isinstance(field, forms.ModelChoiceField):
        keys = [key for key in said if str(key).isdecimal()]
        rows = field.queryset.filter(pk__in=keys)  # type: ignore[union-attr]
        found = map(field.label_from_instance, rows)
    elif isinstance(field, forms.ChoiceField):
        known = {str(key): label for key, label in field.choices}  # type: ignore[union-attr, misc]
        found = (known.get(key, key) for key in said)
    return "、".join(str(one).strip() for one in found) or _nothing()


def _nothing() -> str:
    return pgettext("what a field says", "nothing")


def _cell(value: Any) -> str:
    """A cell as it is sent; times without seconds."""
    if value is None:
        return ""
    return f"{value:%H:%M}" if hasattr(value, "hour") else str(value)


def _is_said(said: Any) -> bool:
    """Whether it is a list of texts, or of rows of texts."""
    if not isinstance(said, list):
        return False
    return all(isinstance(one, str) or (isinstance(one, list) and _is_said(one)) for one in said)


def _listed(values: Any) -> list[str]:
    said = (str(value).replace("\r\n", "\n") for value in values if value is not None)
    return sorted(value for value in said if value)
