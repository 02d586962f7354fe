"""Forms of the timetable editor: a session, a line to type, whole days."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from courses.models import DraftSession
from courses.planning.differences import differing
from courses.planning.facts import Fact, fact_of
from courses.planning.laying import HALVES
from events.enums import SessionForm as Form
from events.forms import SessionForm
from events.models import PLACE, SLOT_FIELDS, Speaker, Venue
from publishing import dates
from publishing.backoffice.choices import NamedChoice


class PlaceField(forms.CharField):
    """A half-day as `2026-12-01.morning`; becomes the day and the half."""

    default_error_messages = {"invalid": _("Choose a half-day out of the list.")}

    def clean(self, value: Any) -> Any:
        """`(date, half)`, or None where it may be left out."""
        text = super().clean(value)
        if not text:
            return None
        day, _dot, half = text.partition(".")
        try:
            on = date.fromisoformat(day)
        except ValueError:
            on = None  # type: ignore[assignment]
        if on is None or half not in HALVES or not dates.today().year - 3 < on.year < 2999:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return on, half


class RevisionField(forms.IntegerField):
    """The revision that an editor saw; what is none says that they saw nothing."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        """The number, or 0."""
        text = str(value or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class ShownField(forms.JSONField):
    """What an editor was shown; what cannot be read says that they saw nothing."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Fact:
        """The fact, or an empty one."""
        try:
            found = super().clean(value)
        except (forms.ValidationError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class QuickForm(forms.Form):
    """One line: topic, form, perhaps venue and speaker; the time is guessed."""

    title = forms.CharField(label=_("Topic"), max_length=160, required=False)
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices, required=False)
    venue = NamedChoice(
        label=_("Venue"), queryset=Venue.objects.all(), required=False, empty_label=_("no venue")
    )
    speaker = NamedChoice(
        label=_("Speaker"),
        queryset=Speaker.objects.all(),
        required=False,
        empty_label=_("no speaker"),
    )
    at = PlaceField(label=_("When"), required=False)

    def values(self) -> dict[str, Any]:
        """The values that `plan_session` takes."""
        found = {name: self.cleaned_data[name] for name in ("title", "form", "venue", "speaker")}
        day, half = self.cleaned_data["at"] or (None, "")
        return found | {"day": day, "half": half}


class DayForm(forms.Form):
    """To which day."""

    to = forms.DateField(label=_("To the day"))


class MinutesForm(forms.Form):
    """By how many minutes."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=-1439, max_value=1439)


class ShiftForm(forms.Form):
    """By how many days, and from which day on."""

    days = forms.IntegerField(label=_("Days"), min_value=-731, max_value=731)
    since = forms.DateField(label=_("From the day on"), required=False)


class WhereForm(forms.Form):
    """Any day, whether the timetable shows it or not."""

    day = forms.DateField(label=_("Day"))
    half = forms.ChoiceField(
        label=_("Half-day"), choices=[(half, half) for half in HALVES], required=True
    )


class SlotForm(SessionForm):
    """All of a planned session; `based_on` is the revision that its editor saw.

    `shown` is what it said then: a field that the editor left alone is not theirs to write, since
    the published session may have been corrected meanwhile.
    """

    based_on = RevisionField()
    shown = ShownField(required=False)

    class Meta(SessionForm.Meta):
        model = DraftSession  # type: ignore[assignment]

    def is_new(self) -> bool:
        """A published session says something before anything of it is drafted."""
        return super().is_new() and self.instance.session_id is None

    def values(self) -> dict[str, Any]:
        """What the slot is to say, as the actions take it."""
        return {name: self.cleaned_data[name] for name in SLOT_FIELDS}

    def changes(self) -> dict[str, Any]:
        """Those of the values that differ from what was shown; the place is one."""
        values = self.values()
        names = set(differing(self.cleaned_data["shown"], fact_of("", DraftSession(**values))))
        if names & set(PLACE):
            names |= set(PLACE)
        return {name: value for name, value in values.items() if name in names}


class PublishForm(forms.Form):
    """What was seen, and a reason where sessions fall out."""

    based_on = RevisionField()
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("Those whose sessions are cancelled will read this sentence."),
    )
