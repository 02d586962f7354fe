"""What an editor can send to the board: a word, perhaps of which session or day, and a form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from courses import actions
from courses.models import Cohort
from courses.slot_forms import (
    DayForm,
    MinutesForm,
    PlaceField,
    QuickForm,
    RevisionField,
    ShiftForm,
    WhereForm,
)
from kernel.ids import PATTERN
from kernel.outcomes import Result

WORDS_OF_KEY = {
    "remove": actions.take_out_session,
    "restore": actions.bring_back_session,
}


class Unclear(Exception):
    """What was sent cannot be done; `words` say what to write instead."""

    def __init__(self, *words: str) -> None:
        super().__init__(*words)
        self.words = words


class Command:
    """`do` is `word:argument:argument`; the rest are fields of the word's form."""

    def __init__(self, *, by: Any, cohort: Cohort, data: QueryDict) -> None:
        self.data = data
        self.word, *self.arguments = data.get("do", "").split(":")
        self.common = {"by": by, "cohort": cohort}
        based_on = RevisionField().clean(data.get("based_on"))
        self.on_revision = self.common | {"based_on": based_on}

    def run(self) -> Result:
        """Do it; raises Unclear for what nobody can mean."""
        handlers: dict[str, Callable[[], Result]] = {
            "add": self.add,
            "place": self.place,
            "where": self.where,
            "earlier": lambda: self.nudge(later=False),
            "later": lambda: self.nudge(later=True),
            "copy_day": lambda: self.on_day(actions.copy_day),
            "move_day": lambda: self.on_day(actions.move_day),
            "shift_day": self.shift_day,
            "shift_back": lambda: self.shift_day(back=True),
            "shift_all": self.shift_all,
            "undo": lambda: actions.undo_step(**self.common),
            "discard": lambda: actions.discard_draft(**self.on_revision),
        }
        if self.word in WORDS_OF_KEY:
            return WORDS_OF_KEY[self.word](key=self.key, **self.on_revision)
        if self.word not in handlers:
            raise Unclear(_("Press one of the buttons of this page."))
        return handlers[self.word]()

    @property
    def key(self) -> str:
        """The session that is meant."""
        if not self.arguments or not PATTERN.fullmatch(self.arguments[0]):
            raise Unclear(_("Press one of the buttons of this page."))
        return self.arguments[0]

    @property
    def day(self) -> date:
        """The day that is meant."""
        try:
            return date.fromisoformat(self.arguments[0])
        except (IndexError, ValueError):
            raise Unclear(_("Press one of the buttons of this page.")) from None

    def checked(self, form: forms.Form) -> dict[str, Any]:
        """A good form's values; its mistakes, each with its field, otherwise."""
        if form.is_valid():
            return form.cleaned_data
        raise Unclear(
            *(
                f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
                for name, errors in form.errors.items()
                for error in errors
            )
        )

    def add(self) -> Result:
        """One more session, from the line."""
        form = QuickForm(self.data)
        self.checked(form)
        return actions.plan_session(**form.values(), **self.on_revision)

    def place(self) -> Result:
        """Into a half-day, before the session that stands at the place named."""
        _key, at, *rest = [*self.arguments, ""]
        try:
            found = PlaceField().clean(at)
        except forms.ValidationError as error:
            raise Unclear(*error.messages) from None
        place = rest[0] if rest else ""
        return actions.place_planned_session(
            key=self.key,
            day=found[0],
            half=found[1],
            place=int(place) if place.isdecimal() and len(place) < 4 else None,
            **self.on_revision,
        )

    def where(self) -> Result:
        """To any day, even one that the board does not show."""
        values = self.checked(WhereForm(self.data))
        return actions.place_planned_session(key=self.key, **values, **self.on_revision)

    def nudge(self, *, later: bool) -> Result:
        """Before the one before, or behind the one after."""
        return actions.nudge_planned_session(key=self.key, later=later, **self.on_revision)

    def on_day(self, action: Callable[..., Result]) -> Result:
        """Copy or move a day."""
        values = self.checked(DayForm(self.data))
        return action(day=self.day, to=values["to"], **self.on_revision)

    def shift_day(self, *, back: bool = False) -> Result:
        """So many minutes later, or earlier."""
        minutes = self.checked(MinutesForm(self.data))["minutes"]
        return actions.shift_day(
            day=self.day, minutes=-minutes if back else minutes, **self.on_revision
        )

    def shift_all(self) -> Result:
        """So many days later, from a day on."""
        return actions.shift_timetable(**self.checked(ShiftForm(self.data)), **self.on_revision)
