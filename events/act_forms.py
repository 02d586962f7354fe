"""Forms of what can be done to an offering: places, once more, again and again, other days."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from events.enums import HolidayPolicy, OfferingState, PostingKind
from events.models import Offering
from events.models.series import MOST_EVERY
from events.numbering import following
from events.recurring import rhythms_for
from events.shifting import day_of
from people.models import Unit
from people.unit_fields import UnitField
from publishing.backoffice.forms import PlainForm


class SeenForm(PlainForm):
    """A form whose consequences are shown before they are meant: sent the same again, it acts."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def change_of(self, data: dict[str, Any]) -> str:
        """What the values come to, for comparing."""
        return ":".join(str(getattr(data[name], "pk", data[name])) for name in sorted(data))

    def clean(self) -> dict[str, Any]:
        """`seen` says whose consequences have been shown; the action knows nothing of it."""
        data = super().clean() or {}
        seen = data.pop("seen", "")
        self.change = self.change_of(data)
        self.is_seen = seen == self.change
        return data

    def mark_seen(self) -> None:
        """The next time the same is sent, it is meant."""
        self.data = {**self.data.dict(), self.add_prefix("seen"): self.change}  # type: ignore[attr-defined]


class PlacesForm(SeenForm):
    """How many places are added or taken away, where and why."""

    delta = forms.IntegerField(
        label=_("Places to add"),
        min_value=-100_000,
        max_value=100_000,
        help_text=_("A minus takes places away. Added places go to those who wait."),
    )
    unit = UnitField(
        label=_("For one unit only"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("for everybody"),
        help_text=_("Then its people alone get these places."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=PostingKind,
        initial=PostingKind.GRANT,
        help_text=_("As the ledger names it; it changes nothing else."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Kept in the history; nobody is told."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.active().order_by("path")  # type: ignore[attr-defined]

    def change_of(self, data: dict[str, Any]) -> str:
        """The reason may still be mended."""
        unit = data.get("unit")
        return f"{data.get('delta')}:{unit.pk if unit else ''}"


class CloneForm(PlainForm):
    """When it is held once more, and what tells it apart."""

    first_on = forms.DateField(
        label=_("First day"),
        widget=AdminDateInput,
        help_text=_(
            "The timetable follows, past weekends and holidays; window and deadlines move by as "
            "many days."
        ),
    )
    label = forms.CharField(
        label=pgettext_lazy("of an offering", "Label"),
        max_length=80,
        help_text=_("What tells it apart, for example “4th cohort”."),
    )
    label_en = forms.CharField(
        label=pgettext_lazy("of an offering", "Label in English"), max_length=120, required=False
    )

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        others = Offering.objects.filter(page=record.page_id).values_list("label", "label_en")
        taken = [label for labels in others for label in labels]
        for name in ("label", "label_en"):
            self.fields[name].initial = following(getattr(record, name), taken)


class RepeatForm(SeenForm):
    """In which rhythm, until when, and what becomes of days off."""

    rhythm = forms.ChoiceField(
        label=_("In which rhythm"),
        widget=forms.RadioSelect,
        help_text=_("Counted from the first day of this one."),
    )
    every = forms.IntegerField(
        label=_("Every so many weeks or months"),
        min_value=1,
        max_value=MOST_EVERY,
        initial=1,
        help_text=_("2 stands for every second week or month."),
    )
    until = forms.DateField(
        label=_("Last day"),
        widget=AdminDateInput,
        help_text=_("No date after it is written; you see all of them first."),
    )
    on_holidays = forms.ChoiceField(
        label=_("When a day falls on a holiday"),
        choices=HolidayPolicy,
        widget=forms.RadioSelect,
        initial=HolidayPolicy.SHIFT,
        help_text=_("Days off are kept under “Publish”, Holidays and make-up days."),
    )
    publish = forms.BooleanField(
        label=_("Publish them at once"),
        required=False,
        help_text=_("Otherwise they are drafts that only organisers see."),
    )

    def __init__(self, *args: Any, record: Offering, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["rhythm"].choices = rhythms_for(self.first_of(record))  # type: ignore[attr-defined]
        self.fields["publish"].initial = record.state != OfferingState.DRAFT
        known = record.recurrence
        if known is not None:
            for name in ("rhythm", "every", "on_holidays"):
                self.fields[name].initial = getattr(known, name)
            self.fields["until"].help_text = _(
                "Written out until %(day)s already; it goes on from there."
            ) % {"day": known.through_on}

    @staticmethod
    def first_of(record: Offering) -> date:
        """The day that begins the rhythm: what weekday it is, and which day of the month."""
        if record.recurrence is not None:
            return record.recurrence.first_on
        first = record.sessions.held().order_by("starts_at").first()
        return day_of(first) if first else timezone.localdate()


class MoveForm(SeenForm):
    """To which day everything goes."""

    first_on = forms.DateField(
        label=_("New first day"),
        widget=AdminDateInput,
        help_text=_(
            "Everything that has not begun follows, past weekends and holidays; hours and places "
            "stay, deadlines move by as many days."
        ),
    )


class PauseForm(PlainForm):
    """A pause may say why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("Kept in the history; nobody is told."),
    )
